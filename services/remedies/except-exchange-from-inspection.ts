import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'except-exchange-from-inspection',
  title: 'Except the mail servers’ names from TLS inspection',
  effect: 'organisation',
  parameters: (seen) => ({
    hosts: [
      ...new Set(
        ['mapi', 'outlookAnywhere', 'ews', 'autodiscover', 'tls'].flatMap((group) =>
          seen.keys(group).map((key) => key.split('@')[0] ?? ''),
        ),
      ),
    ]
      .filter((host) => host !== '')
      .sort(),
    scanner: seen.text('client.scanner') ?? '',
  }),
  when: whenLikely,
  steps: (_, { hosts, scanner }) => {
    const list = Array.isArray(hosts) ? hosts.map(String) : [];
    return [
      `In the central policy of ${scanner === '' ? 'the scanner' : String(scanner)}, except from HTTPS inspection: ${list.length === 0 ? 'the mail and Autodiscover names' : names(list)} (or OUTLOOK.EXE as a program).`,
      'Wait until the PC has taken the policy, then open https://<mail name>/owa/healthcheck.htm in a browser: the certificate must be issued by the same authority as on the servers.',
      'Restart Outlook once.',
    ];
  },
  consequences:
    'The scanner no longer looks into mail traffic on its way; it still scans what Outlook stores and opens.',
  rollback: 'Remove the exception from the same policy.',
  verification:
    'The PC is shown the certificate of our servers, and Outlook starts twice without a box; no event 4625 with C000035B follows.',
  source: 'Microsoft CSS-Exchange, Exchange Extended Protection (known issues); CSS-Exchange issue 1533',
});
