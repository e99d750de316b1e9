import { certificateAt } from '../looking/certificate-facts.ts';
import type { Brought, Known, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { autodiscoverPath, type LookupStep, lookupFacts, lookupQuestion } from '../looking/lookup-steps.ts';
import { ownMailDomain } from '../looking/names.ts';
import { converse } from '../protocols/http.ts';
import type { Network } from '../protocols/network.ts';
import { getPlain } from '../protocols/plain-http.ts';

interface Asked extends Subject {
  /** More than one where they lead to the same place. */
  readonly steps: readonly LookupStep[];
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
    const of = (steps: readonly LookupStep[], host: string, port = 443, path = autodiscoverPath): Asked => ({
      key: `${steps.join(' and ')} ${host}:${port}`,
      steps,
      host,
      port,
      path,
      shared: true,
      brings: steps.map((step) => `autodiscover[${host}@vip/${step}]`),
    });
    const third = `autodiscover.${domain ?? ''}`;
    const points = connectionPoints(known).map(({ host, port, path }) => {
      // Mostly a service connection point names the very place that comes third.
      const isThird = host === third && port === 443 && path.toLowerCase() === autodiscoverPath;
      return of(isThird ? ['scp', 'autodiscover'] : ['scp'], host, port, path);
    });
    if (domain === undefined) return points;
    return [
      ...points,
      of(['root'], domain),
      ...(points.some(({ steps }) => steps.length > 1) ? [] : [of(['autodiscover'], third)]),
      of(['redirect'], third, 80),
    ];
  },
  run: async (subject, _known, { network }, signal): Promise<Brought> => {
    const { steps, host, path } = subject;
    if (steps.includes('redirect'))
      return lookupFacts(
        { steps, host, request: `GET http://${host}${path}` },
        getPlain(network, { host, path }, signal),
      );
    const asked = asking(subject, network, signal);
    if (!steps.includes('root')) return asked;
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

function asking({ steps, host, port, path }: Asked, network: Network, signal: AbortSignal): Promise<Brought> {
  const conversation = converse(network, { host, port });
  const request = `anonymous POST https://${host}${path}`;
  return lookupFacts({ steps, host, request }, conversation.ask(lookupQuestion(path), signal)).finally(
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
