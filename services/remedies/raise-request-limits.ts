import { quoted, whenLikely } from '../readings/offers.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

const key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters';

export default advice({
  id: 'raise-request-limits',
  title: 'Let the servers take longer requests',
  effect: 'organisation',
  parameters: (seen) => ({ servers: [...frontEnds(seen)].sort() }),
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return [
      ...list.map(
        (server) =>
          `On ${server} write down what is there: Get-ItemProperty ${quoted(key)} | Select-Object MaxFieldLength, MaxRequestBytes`,
      ),
      `On each of them: Set-ItemProperty ${quoted(key)} -Name MaxFieldLength -Value 65534 -Type DWord; Set-ItemProperty ${quoted(key)} -Name MaxRequestBytes -Value 131072 -Type DWord`,
      'Take one server at a time out of the pool, restart it, put it back: http.sys reads the values at start only.',
      'Devices in front of Exchange (load balancer, reverse proxy) have a limit of their own: look there too.',
    ];
  },
  consequences: 'Each server restarts once; longer requests need more memory in the kernel.',
  rollback:
    'Write the two values back as they were (or delete them if they were not there), and restart the server.',
  verification: 'After the restart no 400 "Request Too Long" stands in the HTTPERR log of these servers.',
  source: 'Microsoft KB820129 (http.sys registry settings), KB2020943',
});
