import type { Brought, Known, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind, legacyBehind } from '../looking/names.ts';
import { askSigned, type ServicePlace, signedFacts, statement } from '../looking/service-asking.ts';
import { type HttpAsk, header } from '../protocols/http.ts';

interface Asked extends Subject {
  readonly place: ServicePlace;
  /** Where the address book's list of files is, as Autodiscover tells it. */
  readonly path: string;
}

export default probe<Asked>({
  id: 'oab-manifest',
  title: 'The list of address book files on each server',
  needs: ['servers.exchange', 'vdirs', 'autodiscover.exchOabUrl'],
  brings: ['oab.ntlmStatus', 'oab.manifestAt'],
  deadlineMs: 12_000,
  subjects: (known) => {
    const paths = manifests(known);
    return [...frontEndsBehind(known, 'oab'), ...legacyBehind(known, 'oab')].flatMap(
      ({ key, host, node }): Asked[] => {
        const path = paths.get(host);
        return path === undefined
          ? []
          : [
              {
                key: `${key} ${path}`,
                place: { group: 'oab', at: key, host, through: node.fqdn },
                path,
                shared: true,
                authenticates: true,
                brings: [`oab[${key}].ntlmStatus`, `oab[${key}].manifestAt`],
              },
            ];
      },
    );
  },
  run: async ({ place, path }, known, clients, signal): Promise<Brought> => {
    const question: HttpAsk = {
      method: 'GET',
      path,
      headers: { 'user-agent': 'Microsoft BITS/7.8 PopupDesk' },
    };
    const signed = await askSigned(place, question, { known, clients, signal });
    const brought = signedFacts(place, question, signed);
    if ('why' in signed || signed.answer.status !== 200) return brought;
    const modified = Date.parse(header(signed.answer, 'last-modified') ?? '');
    const state = statement(place, `Last-Modified of ${signed.request}`, path, signed.answer);
    if (Number.isNaN(modified))
      return {
        ...brought,
        blind: [
          ...(brought.blind ?? []),
          { fact: `oab[${place.at}].manifestAt`, why: `${place.host}${path} tells no time` },
        ],
      };
    return { ...brought, facts: [...brought.facts, state('manifestAt', new Date(modified).toISOString())] };
  },
});

/** By host, the path of `oab.xml` below the address that an Autodiscover answer hands out. */
function manifests(known: Known): ReadonlyMap<string, string> {
  const urls = known
    .keys('autodiscover')
    .flatMap((key) => ['exchOabUrl', 'exprOabUrl'].map((leaf) => known.get(`autodiscover[${key}].${leaf}`)))
    .flatMap((url) => (typeof url === 'string' ? (URL.parse(url) ?? []) : []));
  return new Map(
    urls
      .filter(({ protocol }) => protocol === 'https:')
      .toReversed()
      .map(({ hostname, pathname }) => [
        hostname.toLowerCase(),
        `${pathname.replace(/\/(oab\.xml)?$/i, '')}/oab.xml`,
      ]),
  );
}
