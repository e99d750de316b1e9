import type { Seen } from '../cause.ts';
import { policyText, type RegistryValue, registryFile } from '../registry-file.ts';

/** Outlook's own version below `SOFTWARE\…\Office`: 14.0, 15.0, 16.0; both newer ones when it was not told. */
const officeVersions = (seen: Seen): readonly string[] => {
  const major = /^1[456]/.exec(seen.text('client.outlookBuild') ?? '')?.[0];
  return major === undefined ? ['15.0', '16.0'] : [`${major}.0`];
};

/** Values below Outlook's `AutoDiscover` key as policies, for each version of Outlook that may be meant. */
export const autodiscoverValues = (
  seen: Seen,
  name: string,
  value: number | string,
  below = '',
): readonly RegistryValue[] =>
  officeVersions(seen).map((version) => ({
    hive: 'HKCU',
    key: `SOFTWARE\\Policies\\Microsoft\\Office\\${version}\\Outlook\\AutoDiscover${below}`,
    name,
    ...(typeof value === 'number' ? { type: 'dword', value } : { type: 'sz', value }),
  }));

/** The steps by which these values come to a PC: a file for one, a policy for many. */
export const asSteps = (values: readonly RegistryValue[]): readonly string[] => [
  `For one PC, save this as a .reg file (UTF-16) and open it as that user:\n${registryFile(values)}`,
  ...policyText(values).map((line) => `For many, by group policy. ${line}`),
  'Restart Outlook.',
];
