import { clientLevel } from '../readings/ntlm-level.ts';
import { whenLikely } from '../readings/offers.ts';
import { explainedBits, policyText, type RegistryValue, registryFile } from '../registry-file.ts';
import { advice } from '../remedy.ts';

const level: RegistryValue = {
  hive: 'HKLM',
  key: 'SYSTEM\\CurrentControlSet\\Control\\Lsa',
  name: 'LmCompatibilityLevel',
  type: 'dword',
  value: 5,
};

export default advice({
  id: 'raise-lm-compatibility-level',
  title: 'Let Windows on this PC speak NTLMv2',
  effect: 'person',
  parameters: (seen) => ({
    before: clientLevel(seen) ?? 'unseen',
  }),
  when: whenLikely,
  steps: (_, { before }) => [
    `Write down what is there: LmCompatibilityLevel ${typeof before === 'number' ? (explainedBits('LmCompatibilityLevel', before)[0] ?? before) : String(before)}.`,
    'See which policy sets it: gpresult /h policies.html, "Network security: LAN Manager authentication level". Change it there, not on the PC, or it comes back.',
    `The same level everywhere is best: ${explainedBits('LmCompatibilityLevel', 5)[0]}; at least 3 (${explainedBits('LmCompatibilityLevel', 3)[0]?.slice(2)}).`,
    ...policyText([level]).map((line) => `By group policy: ${line}`),
    `Or as a file for the registry editor, run as administrator, saved as UTF-16:\n${registryFile([level])}`,
    'Sign out of Windows and in again.',
  ],
  consequences: 'Servers that know only NTLMv1, such as old file boxes, refuse this PC; look for them first.',
  rollback: 'Set the value that was written down, or the policy as it was.',
  verification: 'The value is 3 or higher, and the next logon in the Security log says NTLM V2.',
  source: 'Microsoft, "Network security: LAN Manager authentication level"',
});
