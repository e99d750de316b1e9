import { whenLikely } from '../readings/offers.ts';
import { policyText, type RegistryValue, registryFile } from '../registry-file.ts';
import { advice } from '../remedy.ts';

const value: RegistryValue = {
  hive: 'HKCU',
  key: 'Software\\Microsoft\\Exchange',
  name: 'MapiHttpDisabled',
  type: 'remove',
};

export default advice({
  id: 'remove-mapihttpdisabled',
  title: 'Delete MapiHttpDisabled from this PC',
  effect: 'person',
  parameters: (seen) => ({ before: seen.get('client.registry[MapiHttpDisabled]') ?? 'unseen' }),
  when: whenLikely,
  steps: (_, { before }) => [
    'Close Outlook.',
    `See what is there: reg query HKCU\\Software\\Microsoft\\Exchange /v MapiHttpDisabled   (now: ${String(before)})`,
    'Delete it as that person: reg delete HKCU\\Software\\Microsoft\\Exchange /v MapiHttpDisabled /f',
    `Or as a file for the registry editor, saved as UTF-16:\n${registryFile([value])}`,
    ...policyText([value]).map(
      (line) => `Where a policy set it, change that policy; a preference that takes it away: ${line}`,
    ),
    'Start Outlook, and restart it once when it asks.',
  ],
  consequences:
    'Outlook uses MAPI/HTTP again and asks once for a restart; a fault of MAPI/HTTP that the setting hid comes back.',
  rollback: 'reg add HKCU\\Software\\Microsoft\\Exchange /v MapiHttpDisabled /t REG_DWORD /d 1',
  verification: 'Connection Status shows "HTTP" instead of "RPC/HTTP"; two starts without a box.',
  source: 'Microsoft, "Outlook does not connect to Exchange by MAPI over HTTP"',
});
