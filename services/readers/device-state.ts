import { collecting } from '../pasting/collecting.ts';
import { reader } from '../reader.ts';

const field = /^[\s|]{0,60}([A-Za-z][A-Za-z0-9 ()]{1,40}?)\s{0,9}:\s{0,3}(.{0,300}?)\s*\|?\s*$/;
const begins = /^[\s|]{0,40}(?:AzureAdJoined|EnterpriseJoined|DomainJoined)\s{0,9}:\s{1,3}(?:YES|NO)\b/i;
const frame =
  /^\s{0,8}(?:\+[-=]{5,}\+?|\|.{0,200}\||[|\s]*(?:Device State|User State|SSO State|Device Details|Tenant Details|Diagnostic Data))\s*$/;

export default reader({
  id: 'device-state',
  title: 'state of the device (dsregcmd /status)',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    if (!pasted.lines.some((line) => begins.test(line))) return undefined;
    let joined: boolean | undefined;
    let inside = false;
    for (const [index, line] of pasted.lines.entries()) {
      const number = index + 1;
      if (line.trim() === '') continue;
      inside ||= begins.test(line);
      const [, name = '', value = ''] = (line.length > 400 ? null : field.exec(line)) ?? [];
      switch (name.toLowerCase().replaceAll(' ', '')) {
        case 'domainjoined':
          joined = /^yes$/i.test(value) ? true : /^no$/i.test(value) ? false : undefined;
          found.fact(number, 'client.domainJoined', joined);
          break;
        case 'domainname':
          // A PC that is only known to the cloud has no domain to name.
          if (inside && joined === true && /^[\w.-]{1,100}$/.test(value))
            found.fact(number, 'client.computerDomain', value);
          break;
        case 'executingaccountname':
          for (const account of value.split(',').slice(0, 5)) found.about(account);
          break;
        default:
          if (!inside && !frame.test(line)) continue;
          if (name !== '') found.ignored(number, 'state of the device that explains no popup');
          else if (frame.test(line)) found.ignored(number, 'frame of the output');
          else inside = false;
          continue;
      }
      if (inside) found.understood(number, 'state of the device');
    }
    return found.result();
  },
});
