import { whenLikely } from '../readings/offers.ts';
import { policyText, type RegistryValue, registryFile } from '../registry-file.ts';
import { advice } from '../remedy.ts';

const policy = (office: string): RegistryValue => ({
  hive: 'HKCU',
  key: `Software\\Policies\\Microsoft\\Office\\${office}\\Outlook\\RPC`,
  name: 'EnableRPCEncryption',
  type: 'dword',
  value: 1,
});

export default advice({
  id: 'encrypt-rpc',
  title: 'Let the profile encrypt its connection',
  effect: 'person',
  parameters: (seen) => ({
    office: `${/\b1[1-6]\b/.exec(seen.text('client.outlookBuild') ?? '')?.[0] ?? '14'}.0`,
  }),
  when: whenLikely,
  steps: (_, { office }) => [
    'Control Panel → Mail → the account → Change → More Settings → Security: tick "Encrypt data between Microsoft Outlook and Microsoft Exchange".',
    'Start Outlook again.',
    ...policyText([policy(String(office))]).map((line) => `For many PCs by group policy: ${line}`),
    `Or as a file for the registry editor, saved as UTF-16:\n${registryFile([policy(String(office))])}`,
  ],
  consequences: 'The connection is encrypted; nothing else changes.',
  rollback: 'Untick the box, or delete the value.',
  verification: 'Outlook connects, and Connection Status shows "Encrypt: yes".',
  source: 'Microsoft KB3032395',
});
