import { hostOr } from '../readings/command-words.ts';
import { clientLevel, lowServers } from '../readings/ntlm-level.ts';
import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa';

export default advice({
  id: 'require-ntlmv2',
  title: 'Let every machine speak NTLMv2',
  effect: 'organisation',
  parameters: (seen) => ({ servers: lowServers(seen), client: clientLevel(seen) ?? -1 }),
  when: whenLikely,
  steps: (_, { servers, client }) => {
    const list = Array.isArray(servers) ? servers.map(String) : [];
    return [
      ...(typeof client === 'number' && client >= 0
        ? [`Write down the present level of the PC: ${client}.`]
        : [`See the present level: reg query ${key} /v LmCompatibilityLevel`]),
      ...list.map(
        (server) =>
          `${server} has a level below 3: read it there (reg query \\\\${hostOr(server, '<server>')}\\${key} /v LmCompatibilityLevel) and find the policy that sets it.`,
      ),
      'Look for other machines first that speak NTLMv1 only: event 4624 with "NTLM V1" on the servers they use.',
      'In the group policy that sets it: Computer Configuration, Windows Settings, Security Settings, Local Policies, Security Options, "Network security: LAN Manager authentication level" = "Send NTLMv2 response only. Refuse LM & NTLM" (5); at least 3 ("Send NTLMv2 response only") on clients.',
      'gpupdate /force, then sign out of Windows and in again.',
    ];
  },
  consequences:
    'Machines and programs that know only NTLMv1 can no longer sign in where level 4 or 5 holds; level 3 changes only what this machine sends.',
  rollback: 'Set the level that was written down in the same policy.',
  verification: `reg query ${key} /v LmCompatibilityLevel shows 3 or more, event 4624 names "NTLM V2" for this user, and Outlook starts without a box.`,
  source: 'Microsoft, Network security: LAN Manager authentication level; CSS-Exchange, Extended Protection',
});
