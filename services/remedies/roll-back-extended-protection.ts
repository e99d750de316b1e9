import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

const script = '.\\ExchangeExtendedProtectionManagement.ps1';
const frontEndPath = /^([^/]+)\/default web site\//i;

export default advice({
  id: 'roll-back-extended-protection',
  title: 'Take Extended Protection back until the way to Exchange is put right',
  effect: 'organisation',
  parameters: (seen) => ({
    servers: [
      ...new Set(
        seen
          .keys('iis')
          .filter((key) => seen.is(`iis[${key}].extendedProtection`, 'allow', 'require') === true)
          .flatMap((key) => frontEndPath.exec(key)?.[1] ?? []),
      ),
    ].sort(),
  }),
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) ? servers.map(String) : [];
    const scope = list.length === 0 ? '' : ` -ExchangeServerNames ${list.map(quoted).join(',')}`;
    return [
      `See first what is set, and keep the output: ${script} -ShowExtendedProtection${scope}`,
      'Have the security team agree: without Extended Protection, logons can be relayed. Set a date for switching it on again.',
      `${script} -RollbackType "RestoreConfiguration"${scope}   (the older RestoreIISAppConfig was reported not to take back everything)`,
      `If only one directory of the front end is concerned (EWS here), except it and leave the rest protected: ${script} -ExcludeVirtualDirectories "EWSFrontEnd"${scope}`,
      `If there is nothing to restore: ${script} -DisableExtendedProtection${scope}`,
      'When TLS is put right, switch it on again with the same script without a rollback option.',
    ];
  },
  consequences: `It lowers security for everybody; IIS of each server takes the change at once, and clients sign in anew.`,
  rollback: `Run ${script} again without a rollback option; it checks the prerequisites and switches Extended Protection on for the same servers.`,
  verification: `${script} -ShowExtendedProtection shows "None" for the directories concerned, no event 4625 with C000035B follows, and Outlook starts without a box.`,
  source: 'Microsoft CSS-Exchange, ExchangeExtendedProtectionManagement.ps1; CSS-Exchange issue 1681',
});
