import { collecting } from '../pasting/collecting.ts';
import { isOwner } from '../pasting/people.ts';
import { type Pasted, reader } from '../reader.ts';
import { andMore } from '../vocabulary.ts';

const target = /^\s{0,40}(?:Target|Ziel|Cible|Doel|Destino)\s?:\s{0,20}(\S.{0,400})$/i;
const heading =
  /^\s{0,40}(?:currently stored credentials|momentan gespeicherte anmeldeinformationen|aktuell gespeicherte anmeldeinformationen|informations d['’]identification actuellement|momenteel opgeslagen referenties|credenciales almacenadas actualmente)/i;
const details =
  /^\s{0,40}(?:(?:Type|Typ|Tipo)\s?:|(?:User|Benutzer|Utilisateur|Gebruiker|Usuario)\s?:|(?:local machine persistence|saved for this logon only|enterprise persistence|session persistence|auf lokalem computer|lokale computerpersistenz|unternehmenspersistenz|nur für diese anmeldung|persistance|\* (?:none|keine|aucun) \*))/i;
const none = /^\s{0,40}\*\s?(?:none|keine|aucun|geen|ninguno)\s?\*/i;
/** Entries that Outlook and Office use; of all others not even the name is kept. */
const ofOutlook =
  /MicrosoftOffice\d*_Data|SSPI|outlook|exchange|autodiscover|ADAL|^Domain:target=(?!TERMSRV)/i;
/** What cmdkey puts before the name that Credential Manager shows. */
const nameOf = (text: string): string =>
  text.trim().replace(/^(?:LegacyGeneric|Domain|WindowsLive):(?:(?:target|name)=)?/i, '');

const user = /^\s{0,40}(?:User|Benutzer|Utilisateur|Gebruiker|Usuario)\s?:\s{0,20}(\S{1,200})\s*$/i;

/** Whose list it is when Office's own entries are of somebody else and nothing in it is hers. */
function anotherOf(
  entries: readonly string[],
  users: readonly string[],
  { mailbox, names }: Pasted,
): string | undefined {
  const signedIn = entries.flatMap((entry) => /_Data:\w{1,20}:(\S+@\S+)$/.exec(entry)?.[1] ?? []);
  const isHers = [...signedIn, ...users].some((name) => isOwner(name, mailbox, names) === true);
  return isHers ? undefined : signedIn.find((name) => isOwner(name, mailbox, names) === false);
}

export default reader({
  id: 'stored-credentials',
  title: 'stored passwords (cmdkey /list)',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    const domain = pasted.mailbox.split('@')[1]?.toLowerCase() ?? '';
    const entries: string[] = [];
    const users: string[] = [];
    let first: number | undefined;
    let isWhole = false;
    let inside = false;
    for (const [index, line] of pasted.lines.entries()) {
      const number = index + 1;
      if (heading.test(line)) {
        [isWhole, inside] = [true, true];
        first ??= number;
        found.understood(number, 'stored passwords');
        continue;
      }
      const entry = target.exec(line)?.[1];
      if (entry !== undefined && (inside || /(?:target|name)=|_Data:/i.test(entry))) {
        inside = true;
        const isHers = ofOutlook.test(entry) || (domain !== '' && entry.toLowerCase().includes(domain));
        if (isHers) {
          first = entries.length === 0 ? number : first;
          entries.push(nameOf(entry));
          found.understood(number, 'stored passwords');
        } else {
          first ??= number;
          found.ignored(number, 'stored by another program than Outlook');
        }
      } else if (inside && details.test(line)) {
        const named = user.exec(line)?.[1];
        if (named !== undefined && users.length < 200) users.push(named);
        if (none.test(line)) found.understood(number, 'stored passwords');
        else found.ignored(number, 'details of a stored password');
      } else if (line.trim() !== '') inside = false;
    }
    if (first === undefined) return undefined;
    found.understood(first, 'stored passwords');
    // Half of it says nothing of what else is stored.
    const list = [...new Set(entries)].slice(0, 200);
    const about = anotherOf(list, users, pasted);
    found.about(about);
    found.fact(first, 'client.credentialEntries', isWhole ? list : [...list, andMore], { about });
    return found.result();
  },
});
