import { errorText } from '../error-code.ts';
import type { NewFact, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { type Behind, frontEndsBehind, type Service } from '../looking/names.ts';
import { converse } from '../protocols/http.ts';
import { Unreachable } from '../protocols/unreachable.ts';

interface Page {
  readonly path: string;
  /** Keys of the facts that it is about: `mapi[mail.contoso.example@ex16a/nspi]`. */
  readonly of: readonly string[];
}
interface Asked extends Subject, Pick<Behind, 'host'> {
  readonly through: string;
  readonly pages: readonly Page[];
}
const groups: Readonly<Record<Service, (key: string) => readonly string[]>> = {
  mapi: (key) => [`mapi[${key}/nspi]`, `mapi[${key}/emsmdb]`],
  autodiscover: (key) => [`autodiscover[${key}]`],
  ews: (key) => [`ews[${key}]`],
  oab: (key) => [`oab[${key}]`],
  rpc: (key) => [`outlookAnywhere[${key}]`],
};
const services = Object.keys(groups) as readonly Service[]; // the record has exactly these keys

/** The pages by which Managed Availability tells a load balancer whether a protocol is up: 200, or it is not. */
export default probe<Asked>({
  id: 'health',
  title: 'Health pages of each front end',
  needs: ['servers.exchange', 'scp', 'vdirs'],
  brings: ['mapi.health', 'autodiscover.health', 'ews.health', 'oab.health', 'outlookAnywhere.health'],
  deadlineMs: 12_000,
  subjects: (known) => {
    const behind = services.flatMap((service) =>
      frontEndsBehind(known, service).map((one) => ({ ...one, service })),
    );
    // One connection for each server: what it says of itself does not depend on the name it is asked by.
    return [...Map.groupBy(behind, ({ node }) => node.fqdn)].map(([through, at]): Asked => {
      const pages = [...Map.groupBy(at, ({ service }) => service)].map(([service, places]) => ({
        path: `/${service}/healthcheck.htm`,
        of: places.flatMap(({ key }) => groups[service](key)),
      }));
      return {
        key: through,
        host: at[0]?.host ?? through,
        through,
        pages,
        shared: true,
        brings: pages.flatMap(({ of }) => of.map((one) => `${one}.health`)),
      };
    });
  },
  run: async ({ host, through, pages }, _known, { network }, signal) => {
    const conversation = converse(network, { host, port: 443, through });
    const facts: NewFact[] = [];
    try {
      for (const { path, of } of pages) {
        const { status } = await conversation.ask({ method: 'GET', path }, signal);
        const source = `GET https://${host}${path} at ${through}`;
        facts.push(
          ...of.map(
            (one): NewFact => ({ fact: `${one}.health`, value: String(status), from: 'probe', source }),
          ),
        );
      }
      return { facts };
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      const seen = new Set(facts.map(({ fact }) => fact));
      const blind = pages
        .flatMap(({ of }) => of.map((one) => ({ fact: `${one}.health`, why: errorText(error) })))
        .filter(({ fact }) => !seen.has(fact));
      return { facts, blind };
    } finally {
      conversation.close();
    }
  },
});
