import { whenLikely } from '../readings/offers.ts';
import { nodes } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'bypass-web-proxy',
  title: 'Take the mail servers out of the web proxy’s way',
  effect: 'organisation',
  parameters: (seen) => {
    const domain = seen.mailbox.split('@')[1] ?? '';
    const hosts = [...nodes(seen, 'mapi'), ...nodes(seen, 'autodiscover'), ...nodes(seen, 'ews')].map(
      ({ host }) => host,
    );
    return {
      names: [...new Set([...hosts, `autodiscover.${domain}`])].sort(),
      proxy: seen.text('client.webProxy') ?? '',
    };
  },
  when: whenLikely,
  steps: (_, { names, proxy }) => {
    const list = Array.isArray(names) ? names.map(String) : [];
    return [
      `See what this PC uses: netsh winhttp show proxy   (for its programs${proxy === '' ? '' : `; now ${String(proxy)}`}), and Internet Options → Connections → LAN settings (for the person).`,
      `Exceptions: ${list.join('; ')} and every other name that Autodiscover hands out.`,
      'One PC: Internet Options → Connections → LAN settings → Advanced → Exceptions. Many: the policy that sets the proxy, or a line in the .pac file that answers DIRECT for these names.',
      `WinHTTP, as administrator: netsh winhttp set proxy proxy-server="<proxy>" bypass-list="${list.join(';')};<local>"`,
      'If the proxy must stay between: it may neither ask for a password nor read the requests to these names.',
      'Close Outlook and start it again.',
    ];
  },
  consequences: 'Requests of these PCs to the mail servers go directly; firewalls must let them.',
  rollback:
    'Take the names out of the exceptions; netsh winhttp reset proxy only where there was none before.',
  verification:
    'Two starts without a box; Connection Status shows the mail servers; free/busy and the address book work.',
  source: 'Microsoft KB2847833; netsh winhttp',
});
