import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'fit-constrained-delegation',
  title: 'Make the gateway’s delegation fit the account that holds the mail SPN',
  effect: 'organisation',
  parameters: (seen) => ({
    gateway: seen.text('path.product') ?? null,
    account: seen.text('kerberos.account') ?? null,
    hosts: seen.keys('spn').toSorted(),
    servers: [...frontEnds(seen)].sort(),
    group: seen.flag('path.admitsOnlyGroup') === true,
  }),
  when: whenLikely,
  steps: (_, { gateway, account, hosts, servers, group }) => {
    const texts = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : []);
    const host = texts(hosts)[0] ?? '<mail host>';
    return [
      `See who holds the SPN: setspn -F -Q http/${host}   (one account, and it must be the one that all servers use${typeof account === 'string' ? `: ${account}` : ''}).`,
      `See what the gateway's computer account${typeof gateway === 'string' ? ` (${gateway})` : ''} may delegate to: Get-ADComputer -Identity ${quoted('<gateway>')} -Properties msDS-AllowedToDelegateTo, TrustedToAuthForDelegation`,
      typeof account === 'string'
        ? `Allow it http/${host} (the shared account ${account}), with "Use any authentication protocol" where people sign in by forms or a certificate.`
        : `Without a shared account allow it http/<server> of each server behind it (${names(texts(servers))}), and let the gateway ask for that name instead of ${host}.`,
      'In the publishing rule set the same SPN that was just allowed.',
      'On Exchange leave Negotiate among the methods of /mapi, /rpc, /EWS, /OAB and /Autodiscover: a ticket cannot be handed over by NTLM.',
      ...(group === true ? ['The rule admits only a group: put the user in, or open the rule.'] : []),
      'Purge tickets on the gateway (klist -li 0x3e7 purge) or restart its service.',
    ];
  },
  consequences: 'People signed in through the gateway sign in once more.',
  rollback: 'Write down the delegation list and the SPN of the rule before; put back those two.',
  verification:
    'From outside Outlook opens through the gateway, and its log shows no failed delegation for an hour.',
  source: 'Microsoft, Kerberos constrained delegation overview',
});
