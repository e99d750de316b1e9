import { serverOfKey } from '../readings/her-servers.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'start-app-pool',
  title: 'Start the application pool that is stopped',
  effect: 'server',
  parameters: (seen) => ({
    pools: seen
      .keys('pools')
      .filter((key) => seen.is(`pools[${key}].state`, 'stopped') === true)
      .toSorted(),
  }),
  when: whenLikely,
  steps: (_, { pools }) => {
    const list = Array.isArray(pools) && pools.length > 0 ? pools.map(String) : ['<server>/<pool>'];
    return [
      ...list.flatMap((key) => {
        const server = serverOfKey(key);
        const pool = key.slice(server.length + 1);
        return [
          `On ${server} see why it stopped: Get-WinEvent -ComputerName ${quoted(server)} -FilterHashtable @{ LogName = 'System'; ProviderName = 'Microsoft-Windows-WAS' } -MaxEvents 20   (5002: stopped after repeated failures; 5021, 5057, 5059: its identity).`,
          `Start it: Invoke-Command -ComputerName ${quoted(server)} -ScriptBlock { Import-Module WebAdministration; Start-WebAppPool -Name ${quoted(pool)} }`,
        ];
      }),
      'If it stops again, mend what the events name before starting it a third time.',
    ];
  },
  consequences: 'Clients connect through that server again; nothing is interrupted.',
  rollback: 'Stop-WebAppPool with the same name.',
  verification: 'The pool stays started for ten minutes, and healthcheck.htm of its protocol answers 200.',
  source: 'Microsoft, Start-WebAppPool; Windows Process Activation Service events',
});
