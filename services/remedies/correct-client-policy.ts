import { forcedToAsk } from '../readings/forcing-values.ts';
import { whenLikely } from '../readings/offers.ts';
import { policyText, type RegistryValue, registryFile } from '../registry-file.ts';
import { advice } from '../remedy.ts';

const value = (name: string, key: string, data: number): RegistryValue => ({
  hive: 'HKCU',
  key,
  name,
  type: 'dword',
  value: data,
});
/** Office's own number of a version: 14.0 for 2010, 16.0 from 2016 on. */
const versionOf = (build: string | undefined): string => `${/\b1[4-6]\b/.exec(build ?? '')?.[0] ?? '16'}.0`;

export default advice({
  id: 'correct-client-policy',
  title: 'Take back the policy or setting that makes Outlook ask',
  effect: 'person',
  parameters: (seen) => ({ found: forcedToAsk(seen), office: versionOf(seen.text('client.outlookBuild')) }),
  when: whenLikely,
  steps: (_, { found, office }) => {
    const all = Array.isArray(found) ? found.map(String) : [];
    const online = value(
      'UseOnlineContent',
      `Software\\Microsoft\\Office\\${String(office)}\\Common\\Internet`,
      2,
    );
    return [
      ...(all.length === 0
        ? [
            'See which policies apply: gpresult /h policies.html, then look for Office, Outlook and "Network access: Do not allow storage of passwords".',
          ]
        : all.map((one) => `Found: ${one}.`)),
      'Profile: Control Panel → Mail → the account → Change → More Settings → Security: "Always prompt for logon credentials" unticked, "Logon network security" on Negotiate Authentication.',
      'Policy: "Authentication with Exchange Server" (Outlook, Account Settings, Exchange) on Kerberos/NTLM password authentication, or not configured.',
      'Zone: put the names of the mail servers among the local intranet sites by policy ("Site to Zone Assignment List"), not "Logon" of the whole Internet zone.',
      `Only where UseOnlineContent is 0, a file for the registry editor, saved as UTF-16:\n${registryFile([online])}`,
      ...policyText([online]).map((line) => `The same by group policy: ${line}`),
      'gpupdate /force, sign out of Windows and in again, start Outlook twice.',
    ];
  },
  consequences:
    'Every PC in the scope of that policy signs in silently again; ask those who keep the policies why it was set.',
  rollback: 'Set the policy or value that was written down.',
  verification: 'Two starts of Outlook without a box on two PCs of that scope.',
  source: 'Microsoft KB3060280, KB4051374',
});
