import { collecting } from '../pasting/collecting.ts';
import { reader } from '../reader.ts';

const heading =
  /^\s{0,8}(?:Current LogonId is|Aktuelle Anmelde-ID ist|Cached Tickets: \(\d|Zwischengespeicherte Tickets: \(\d)/i;
const client =
  /^\s{0,4}#(\d{1,4})>\s{1,9}(?:Client|Clientname)\s?:\s{0,9}([\w.$-]{1,100}) @ ([\w.-]{1,200})\s*$/i;
const server =
  /^\s{0,20}(?:Server|Dienst)\s?:\s{0,9}([\w.-]{1,60}(?:\/[\w.$:-]{1,250}){1,2}|[\w.$-]{1,100}) @ [\w.-]{1,200}\s*$/i;
const encryption =
  /^\s{0,20}(?:KerbTicket (?:Encryption Type|Verschlüsselungstyp)|KerbTicket-Verschlüsselungstyp)\s?:\s{0,9}(\S.{0,80}?)\s*$/i;
const detail =
  /^\s{0,20}(?:Ticket ?(?:Flags|kennzeichen)|Start Time|End Time|Renew Time|Startzeit|Endzeit|Erneuerungszeit|Session Key Type|Sitzungsschlüsseltyp|Cache Flags|Cachekennzeichen|Kdc Called|KDC aufgerufen)\b/i;
const short = (type: string): string => {
  const word = /AES-?(?:128|256)|RC4|DES/i.exec(type)?.[0];
  return word === undefined ? type : word.toLowerCase().replace('-', '');
};

export default reader({
  id: 'kerberos-tickets',
  title: 'Kerberos tickets (klist)',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    const tickets: { readonly server: string; type: string | undefined }[] = [];
    let inside = false;
    let whole = false;
    let first: number | undefined;
    let whose: string | undefined;
    for (const [index, line] of pasted.lines.entries()) {
      const number = index + 1;
      if (line.trim() === '' || line.length > 500) continue;
      const holder = line.includes('#') ? client.exec(line) : null;
      const name = inside ? server.exec(line)?.[1] : undefined;
      const type = inside ? encryption.exec(line)?.[1] : undefined;
      if (heading.test(line)) {
        [inside, whole] = [true, whole || line.includes('(')];
        first ??= number;
      } else if (holder !== null) {
        inside = true;
        whose = holder[2];
        found.about(holder[2]);
        first ??= number;
      } else if (name !== undefined) {
        if (tickets.length < 200) tickets.push({ server: name.toLowerCase(), type: undefined });
      } else if (type !== undefined) {
        const last = tickets.at(-1);
        if (last !== undefined) last.type ??= short(type);
      } else if (inside && detail.test(line)) {
        found.ignored(number, 'detail of a ticket');
        continue;
      } else {
        inside = false;
        continue;
      }
      found.understood(number, 'Kerberos tickets');
    }
    if (first === undefined) return undefined;
    const list = tickets.map(({ server: name, type }) => (type === undefined ? name : `${name} (${type})`));
    found.fact(first, 'client.tickets', [...new Set(list), ...(whole ? [] : ['…'])], { about: whose });
    return found.result();
  },
});
