import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'allow-ntlm-to-exchange',
  title: 'Exempt the mail servers from the restriction of NTLM, or make Kerberos work there',
  effect: 'organisation',
  parameters: (seen) => ({
    servers: [...frontEnds(seen)].sort(),
    hosts: [...new Set(seen.keys('mapi').map((key) => key.split('@')[0] ?? key))].sort(),
    protectedUser: seen.flag('mailbox.protectedUser') === true,
  }),
  when: whenLikely,
  steps: (_, { servers, hosts, protectedUser }) => {
    const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);
    const entries = [...texts(hosts), ...texts(servers)];
    return [
      'See which policy sets it: gpresult /h policy.html on the PC and on the mail server; look under Security Options for "Network security: Restrict NTLM".',
      'See what was blocked: event log Microsoft-Windows-NTLM/Operational on the PC, on the mail server and on the domain controller.',
      `In that policy add ${entries.length === 0 ? 'the names of mail servers and mail service' : names(entries)} to "Add remote server exceptions for NTLM authentication" (PCs) and to "Add server exceptions in this domain" (domain controllers).`,
      'On the mail servers set "Incoming NTLM traffic" to allow all, or to audit first.',
      ...(protectedUser
        ? [
            'The account is in Protected Users: no exception reaches it. It needs Kerberos (VPN, right SPN), or it leaves that group.',
          ]
        : []),
      'Better where it can be done: give Kerberos the right SPN and a way to a domain controller; then NTLM is not needed.',
    ];
  },
  consequences:
    'NTLM is allowed again towards the named servers only; say so to whoever owns the restriction.',
  rollback: 'Take the added names out of the two exception lists again.',
  verification:
    'After gpupdate on the PC Outlook opens, and no NTLM-blocked event of this user follows in the next hour.',
  source: 'Microsoft, Network security: Restrict NTLM (policy settings)',
});
