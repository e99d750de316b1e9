import { whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-ipv6',
  title: 'Take the IPv6 address away where IPv6 does not carry',
  effect: 'server',
  parameters: (seen) => ({
    hosts: seen.keys('dns').filter((host) => (seen.list(`dns[${host}].aaaa`)?.length ?? 0) > 0),
    ports: seen.keys('ports').filter((key) => seen.is(`ports[${key}].v6`, 'closed') === true),
  }),
  when: whenLikely,
  steps: (_, { hosts, ports }) => {
    const list = Array.isArray(hosts) ? hosts.map(String) : [];
    const closed = Array.isArray(ports) ? ports.map(String) : [];
    return [
      ...(list.length > 0 ? list : ['<name that Outlook uses>']).map(
        (host) =>
          `nslookup -type=AAAA ${host}   (write down what is there; remove the record, or let IPv6 carry to it)`,
      ),
      ...closed.map((key) => {
        const [server = '', number = ''] = key.split('/');
        return `On ${server}: netstat -ano | findstr :${number}   (listens on IPv4 only; let the server's own name in its hosts file lead to its IPv4 address, so that the RPC proxy does not try IPv6)`;
      }),
      'On one PC, to try it: netsh interface ipv6 show prefixpolicies, then prefer IPv4 by DisabledComponents = 0x20 below HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip6\\Parameters; never 0xFFFFFFFF on a server with Exchange.',
      `After the record's time to live: ipconfig /flushdns on a PC that saw it (${names(list)}).`,
    ];
  },
  consequences: 'Clients connect over IPv4 to these names.',
  rollback: 'Put back the record, the line in the hosts file or the value that was written down.',
  verification:
    'Connection Status shows its rows established without failures, on a network where it failed before.',
  source: 'Microsoft KB929852 (Guidance for configuring IPv6 in Windows for advanced users)',
});
