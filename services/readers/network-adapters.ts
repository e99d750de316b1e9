import { isIPv6 } from 'node:net';
import { collecting } from '../pasting/collecting.ts';
import { reader } from '../reader.ts';

const field = /^\s{1,12}(\S[^:]{0,60}?)[ .]{1,60}:\s{0,3}(.{0,200}?)\s*$/;
const heading = /^(?:Windows IP Configuration|Windows-IP-Konfiguration|Configuration IP de Windows)\s*$/i;
const adapter = /^\S.{0,150}(?:adapter|Adapter|Carte).{0,150}:\s*$/;
const suffix = /^(?:primary dns suffix|primäres dns-suffix|suffixe dns principal)$/i;
const description = /^(?:description|beschreibung)$/i;
const address = /^(?:(?:temporary )?ipv6[ -]?(?:address|adresse)|(?:temporäre )?ipv6-adresse)$/i;
const four = /^(?:ipv4[ -]?(?:address|adresse)|ip address|ip-adresse)$/i;
const disconnected = /media disconnected|medium getrennt/i;
const vpn =
  /\bVPN\b|AnyConnect|GlobalProtect|PANGP|Fortinet|Juniper|Pulse Secure|WireGuard|OpenVPN|TAP-Windows|Zscaler|Cisco Secure Client/i;

export default reader({
  id: 'network-adapters',
  title: 'network settings of the PC (ipconfig /all)',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    let inside = false;
    let isTunnel = false;
    let six: number | undefined;
    for (const [index, line] of pasted.lines.entries()) {
      const number = index + 1;
      if (line.trim() === '' || line.length > 400) continue;
      if (heading.test(line)) {
        inside = true;
        found.understood(number, 'network settings');
        continue;
      }
      if (!inside) continue;
      if (adapter.test(line)) {
        isTunnel = vpn.test(line);
        found.ignored(number, 'an adapter');
        continue;
      }
      const [, name = '', value = ''] = field.exec(line) ?? [];
      const bare = value.replace(/\((?:preferred|bevorzugt|deprecated|verworfen)\)|%\d{1,5}/gi, '').trim();
      if (name === '' && !/^\s{8,}\S/.test(line)) {
        inside = false;
        continue;
      }
      if (suffix.test(name) && /^[\w.-]{1,200}$/.test(value)) {
        found.fact(number, 'client.computerDomain', value.toLowerCase());
        found.understood(number, 'network settings');
      } else if (description.test(name)) {
        isTunnel ||= vpn.test(value);
        found.ignored(number, 'an adapter');
      } else if (address.test(name) && isIPv6(bare) && !/^fe80:/i.test(bare)) {
        six ??= number;
        found.understood(number, 'network settings');
      } else if (four.test(name) && isTunnel && !disconnected.test(value)) {
        found.fact(number, 'scope.vpn', true);
        found.understood(number, 'network settings');
      } else found.ignored(number, 'a network setting that explains no popup');
    }
    if (six !== undefined) found.fact(six, 'client.ipv6', true);
    return found.result();
  },
});
