import { certificateAt } from '../looking/certificate-facts.ts';
import type { Brought, Known, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { autodiscoverPath, type LookupStep, lookupFacts, lookupQuestion } from '../looking/lookup-steps.ts';
import { ownMailDomain } from '../looking/names.ts';
import { converse } from '../protocols/http.ts';
import type { Network } from '../protocols/network.ts';
import { getPlain } from '../protocols/plain-http.ts';

interface Asked extends Subject {
  readonly step: LookupStep;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Each place at which Outlook looks, in its order, asked as by somebody who has not signed in; SRV follows its record. */
export default probe<Asked>({
  id: 'autodiscover-lookup',
  title: 'Autodiscover where Outlook looks for it',
  needs: ['scp', 'org.acceptedDomains', 'mailbox.primarySmtp'],
  brings: ['autodiscover.location', 'tls.names'],
  deadlineMs: 14_000,
  subjects: (known) => {
    const domain = ownMailDomain(known);
    const of = (step: LookupStep, host: string, port = 443, path = autodiscoverPath): Asked => ({
      key: `${step} ${host}:${port}`,
      step,
      host,
      port,
      path,
      shared: true,
      brings: [`autodiscover[${host}@vip/${step}]`],
    });
    return [
      ...connectionPoints(known).map(({ host, port, path }) => of('scp', host, port, path)),
      ...(domain === undefined
        ? []
        : [
            of('root', domain),
            of('autodiscover', `autodiscover.${domain}`),
            of('redirect', `autodiscover.${domain}`, 80),
          ]),
    ];
  },
  run: async (subject, _known, { network }, signal): Promise<Brought> => {
    const { step, host, path } = subject;
    if (step === 'redirect')
      return lookupFacts(
        { step, host, request: `GET http://${host}${path}` },
        getPlain(network, { host, path }, signal),
      );
    const asked = asking(subject, network, signal);
    if (step !== 'root') return asked;
    const [answer, certificate] = await Promise.all([
      asked,
      certificateAt({ key: `${host}@vip`, target: { host, port: 443 } }, network, signal),
    ]);
    // Where nothing listens there is no certificate to speak of.
    if (certificate.version === undefined && answer.blind?.length === 0) return answer;
    return {
      facts: [...answer.facts, ...certificate.facts],
      blind: [...(answer.blind ?? []), ...certificate.blind],
    };
  },
});

function asking({ step, host, port, path }: Asked, network: Network, signal: AbortSignal): Promise<Brought> {
  const conversation = converse(network, { host, port });
  const request = `anonymous POST https://${host}${path}`;
  return lookupFacts({ step, host, request }, conversation.ask(lookupQuestion(path), signal)).finally(
    conversation.close,
  );
}

/** The hosts that service connection points name, each with the path that the first of them writes. */
function connectionPoints(
  known: Known,
): readonly { readonly host: string; readonly port: number; readonly path: string }[] {
  const urls = known.keys('scp').flatMap((key) => {
    const url = URL.parse(String(known.get(`scp[${key}].url`) ?? ''));
    return url?.protocol === 'https:' && url.hostname !== '' ? [url] : [];
  });
  const byHost = new Map(urls.toReversed().map((url) => [url.hostname.toLowerCase(), url]));
  return [...byHost].map(([host, { port, pathname }]) => ({
    host,
    port: Number(port || 443),
    path: pathname,
  }));
}
