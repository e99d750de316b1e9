import { collecting } from '../pasting/collecting.ts';
import { keyPart } from '../printed/names.ts';
import { reader } from '../reader.ts';
import { andMore } from '../vocabulary.ts';

const listed =
  /^\s{0,8}(?:Registered ServicePrincipalNames(?: \(SPN\))? for|Registrierte (?:ServicePrincipalNames|Dienstprinzipalnamen)(?: \(SPN\))? für|Noms ServicePrincipalNames inscrits pour)\s{1,9}(CN=.{1,400}?)\s?:\s*$/i;
const holders =
  /^\s{0,8}([\w.-]{1,40}\/[\w.:/-]{1,200}) (?:is registered on these accounts|ist (?:auf|für) (?:diesen|diese) Konten registriert)\s?:\s*$/i;
const account = /^(\s{0,20})(CN=.{1,400})$/i;
const name = /^\s{1,20}([A-Za-z][\w-]{0,40}\/[\w.:/-]{1,200})\s*$/;
const asked = /\bsetspn(?:\.exe)?\s.{0,40}-Q\s{1,9}"?([\w.*-]{1,40}\/[\w.:*-]{1,200})/i;
const noneFound =
  /^\s{0,8}(?:No such SPN found|Es wurde kein solcher SPN gefunden|Kein solcher SPN gefunden|Kein entsprechender SPN)/i;
const frame =
  /^\s{0,8}(?:Checking (?:domain|forest)|Domäne ".{0,200}" wird überprüft|Überprüfen der Domäne|Existing SPN found|Vorhandener SPN gefunden|Processing entry \d+|Eintrag \d+ wird verarbeitet|found \d+ groups? of duplicate|\d+ Gruppen? (?:mit|von) doppelten)/i;

const isHttp = (spn: string): boolean => /^http\//i.test(spn);
const hostOf = (spn: string): string | undefined => keyPart(spn.split('/')[1]?.split(':')[0]);
const calledBy = (dn: string): string =>
  /^CN=((?:[^,\\]|\\.){1,200})/i.exec(dn)?.[1]?.replace(/\\(.)/g, '$1') ?? dn;

interface Held {
  readonly accounts: Set<string>;
  readonly line: number;
  isWhole: boolean;
}

export default reader({
  id: 'service-principal-names',
  title: 'service principal names (setspn -L, -Q, -X)',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    const held = new Map<string, Held>();
    const hold = (spn: string, by: string | undefined, line: number, isWhole: boolean): void => {
      const host = hostOf(spn);
      if (host === undefined || !isHttp(spn)) return;
      const known = held.get(host) ?? { accounts: new Set<string>(), line, isWhole };
      if (by !== undefined && known.accounts.size < 100) known.accounts.add(by);
      known.isWhole ||= isWhole;
      held.set(host, known);
    };
    let owner: string | undefined;
    let duplicated: string | undefined;
    let question: string | undefined;
    let inside = false;
    for (const [index, line] of pasted.lines.entries()) {
      if (line.trim() === '') continue;
      const number = index + 1;
      const command = /setspn/i.test(line) ? asked.exec(line) : null;
      if (/\bsetspn(?:\.exe)?\s+[-/]/i.test(line)) {
        question = command?.[1];
        [owner, duplicated, inside] = [undefined, undefined, true];
        found.understood(number, 'the command that was typed');
        continue;
      }
      const list = /regist|inscrits/i.test(line) ? listed.exec(line) : null;
      const double = /regist/i.test(line) ? holders.exec(line) : null;
      if (list !== null || double !== null || frame.test(line) || noneFound.test(line)) {
        inside = true;
        owner = list === null ? undefined : calledBy(list[1] ?? '');
        duplicated = double?.[1];
        found.understood(number, 'service principal names');
        if (noneFound.test(line) && question !== undefined && !question.includes('*'))
          hold(question, undefined, number, true);
        continue;
      }
      if (!inside) continue;
      const holder = account.exec(line)?.[2];
      const spn = name.exec(line)?.[1];
      if (holder !== undefined) {
        owner = calledBy(holder.trim());
        if (duplicated !== undefined) hold(duplicated, owner, number, true);
        found.understood(number, 'service principal names');
      } else if (spn !== undefined && owner !== undefined) {
        // A question names all holders of one name; a list names all names of one holder.
        hold(spn, owner, number, question !== undefined && spn.toLowerCase() === question.toLowerCase());
        if (isHttp(spn)) found.understood(number, 'service principal names');
        else found.ignored(number, 'a service principal name of another service than http');
      } else inside = false;
    }
    for (const [host, { accounts, line, isWhole }] of held)
      found.fact(line, `spn[${host}].accounts`, [...[...accounts].toSorted(), ...(isWhole ? [] : [andMore])]);
    return found.result();
  },
});
