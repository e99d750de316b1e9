import { certificateAt } from '../looking/certificate-facts.ts';
import type { Brought, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { autodiscoverPath, lookupFacts, lookupQuestion } from '../looking/lookup-steps.ts';
import { commonNames, ownMailDomain, serviceRecord } from '../looking/names.ts';
import { converse } from '../protocols/http.ts';

interface Asked extends Subject {
  readonly host: string;
  readonly port: number;
  /** Whether its certificate is looked at here because nobody else does. */
  readonly certificate: boolean;
}

export default probe<Asked>({
  id: 'autodiscover-srv',
  title: 'Autodiscover where an SRV record leads',
  needs: ['dns', 'scp', 'vdirs', 'org.acceptedDomains', 'mailbox.primarySmtp'],
  brings: ['autodiscover.step', 'tls.names'],
  deadlineMs: 12_000,
  subjects: (known) => {
    const domain = ownMailDomain(known);
    const records = domain === undefined ? [] : known.get(`dns[${serviceRecord(domain)}].srv`);
    const others = new Set(commonNames(known));
    return (Array.isArray(records) ? records.map(String) : []).flatMap((record): Asked[] => {
      const [host = '', port = ''] = record.toLowerCase().split(':');
      if (host === '' || host === '.') return [];
      const certificate = !others.has(host);
      return [
        {
          key: record,
          host,
          port: Number(port || 443),
          certificate,
          shared: true,
          brings: [`autodiscover[${host}@vip/srv]`, ...(certificate ? [`tls[${host}@vip]`] : [])],
        },
      ];
    });
  },
  run: async ({ host, port, certificate }, _known, { network }, signal): Promise<Brought> => {
    const conversation = converse(network, { host, port });
    const request = `anonymous POST https://${host}:${port}${autodiscoverPath}`;
    const [answer, shown] = await Promise.all([
      lookupFacts(
        { steps: ['srv'], host, request },
        conversation.ask(lookupQuestion(autodiscoverPath), signal),
      ).finally(conversation.close),
      certificate
        ? certificateAt({ key: `${host}@vip`, target: { host, port } }, network, signal)
        : { facts: [], blind: [] },
    ]);
    return {
      facts: [...answer.facts, ...shown.facts],
      blind: [...(answer.blind ?? []), ...shown.blind],
    };
  },
});
