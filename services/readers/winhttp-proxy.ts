import { collecting } from '../pasting/collecting.ts';
import { reader } from '../reader.ts';

const heading =
  /^\s{0,8}(?:Current WinHTTP proxy settings|Aktuelle WinHTTP-Proxyeinstellungen|Paramètres proxy WinHTTP actuels)\s?:/i;
const direct =
  /^\s{0,12}(?:Direct access \(no proxy server\)|Direktzugriff \(kein Proxyserver\)|Direkter Zugriff|Accès direct)/i;
const server = /^\s{0,12}(?:Proxy Server\(s\)|Proxyserver|Serveur\(s\) proxy)\s{0,9}:\s{1,9}(\S{1,400})\s*$/i;
const bypass = /^\s{0,12}(?:Bypass List|Umgehungsliste|Liste de contournement)\s{0,9}:/i;

export default reader({
  id: 'winhttp-proxy',
  title: 'proxy of WinHTTP (netsh winhttp show proxy)',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    let inside = false;
    for (const [index, line] of pasted.lines.entries()) {
      const number = index + 1;
      if (line.trim() === '') continue;
      const proxy = inside ? server.exec(line)?.[1] : undefined;
      if (heading.test(line)) inside = true;
      else if (proxy !== undefined) found.fact(number, 'client.webProxy', proxy);
      else if (inside && bypass.test(line)) {
        found.ignored(number, 'what goes past the proxy');
        continue;
      } else if (!(inside && direct.test(line))) {
        inside = false;
        continue;
      }
      // That WinHTTP has none says nothing of the proxy of the user, which Outlook asks first.
      found.understood(number, 'proxy of WinHTTP');
    }
    return found.result();
  },
});
