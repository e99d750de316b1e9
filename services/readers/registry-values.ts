import { collecting } from '../pasting/collecting.ts';
import { serverName } from '../printed/names.ts';
import { type RegistryEntry, registryEntry, registryKey } from '../printed/registry.ts';
import { clientRegistry, nonsenseOf } from '../printed/registry-meaning.ts';
import { reader } from '../reader.ts';
import { explainedBits, hexadecimal } from '../registry-file.ts';

const query =
  /\breg(?:\.exe)?\s{1,9}query\s{1,9}"?(\\\\[\w.-]{1,80}\\)?(HK[A-Z_]{2,20}\\[^"/]{1,400}?)"?(?:\s{1,9}\/v\s{1,9}"?([\w.-]{1,100})"?.{0,80}|\s{1,9}\/s.{0,80})?\s*$/i;
const notThere =
  /^\s{0,8}(?:ERROR: The system was unable to find the specified registry key or value|FEHLER: Der angegebene Registrierungsschlüssel bzw\. Wert wurde nicht gefunden|ERREUR ?: Le système n['’]a pas trouvé la clé|FEHLER: Das System konnte den angegebenen Registrierungsschlüssel)/i;
const frame =
  /^\s{0,8}(?:Windows Registry Editor Version 5\.00|REGEDIT4|End of search: \d+ match|Suche abgeschlossen: \d+|Fin de la recherche)/i;

/** What was asked by `reg query`. */
interface Question {
  readonly server: string | undefined;
  readonly key: string;
  readonly name: string | undefined;
}
const mostOpen = 50;
const isAt = (key: string, { key: asked }: Question): boolean =>
  key === asked || key.startsWith(`${asked}\\`);

export default reader({
  id: 'registry-values',
  title: 'values of the registry (reg query, .reg files)',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    const entries: RegistryEntry[] = [];
    const keys: { readonly line: number; readonly key: string }[] = [];
    const ofServers = new Map<RegistryEntry, string>();
    let key: string | undefined;
    let question: Question | undefined;
    // Commands whose answer is still to come.
    let open: readonly Question[] = [];
    for (let index = 0; index < pasted.lines.length; index += 1) {
      const line = pasted.lines[index] ?? '';
      const number = index + 1;
      const command = line.length < 1_000 && /\bquery\b/i.test(line) ? query.exec(line) : null;
      const named = registryKey(line);
      if (command !== null) {
        question = {
          server: serverName(command[1]?.replaceAll('\\', '')),
          key: registryKey(command[2] ?? '') ?? '',
          name: command[3],
        };
        open = [...open.slice(-mostOpen), question];
        key = undefined;
        found.understood(number, 'the command that was typed');
      } else if (named !== undefined) {
        key = named;
        keys.push({ line: number, key });
        const answered = key;
        open = open.filter((one) => one.name !== undefined || !isAt(answered, one));
      } else if (frame.test(line)) found.understood(number, 'frame of a registry text');
      else if (notThere.test(line)) {
        const [asker] = open;
        if (asker === undefined || open.length > 1)
          found.ignored(
            number,
            'that a value is not there, and which one cannot be told: no single command above it is without its answer',
          );
        else {
          found.understood(number, 'there is no such value');
          if (asker.name !== undefined && asker.server === undefined)
            found.fact(number, `client.registry[${asker.name}]`, '', { empty: true });
        }
        open = open.slice(1);
      } else if (key !== undefined) {
        const entry = registryEntry(pasted.lines, index, key);
        if (entry === undefined) {
          if (line.trim() !== '' && !/^\s/.test(line)) key = undefined;
          continue;
        }
        const nonsense = nonsenseOf(entry);
        if (nonsense === undefined) entries.push(entry);
        else found.ignored(entry.line, nonsense, entry.to);
        open = open.filter(({ name }) => name?.toLowerCase() !== entry.name.toLowerCase());
        if (question?.server !== undefined) ofServers.set(entry, question.server);
        index = entry.to - 1;
      }
    }
    const own = entries.filter((entry) => !ofServers.has(entry));
    const used = new Map<RegistryEntry, string>();
    for (const { fact, value, entry } of clientRegistry(own)) {
      const about = /^hkey_users\\(s-1-5-21-[\d-]{1,80})/.exec(entry.key)?.[1]?.toUpperCase();
      found.fact(entry.line, fact, value, { about, empty: true });
      used.set(entry, meaning(entry));
    }
    for (const [entry, server] of ofServers) {
      if (!/\\control\\lsa$/.test(entry.key) || !/^lmcompatibilitylevel$/i.test(entry.name)) continue;
      if (typeof entry.value === 'number')
        found.fact(entry.line, `servers[${server}].lmCompatibilityLevel`, entry.value);
      used.set(entry, meaning(entry));
    }
    for (const entry of entries) {
      const says = used.get(entry);
      if (says === undefined) found.ignored(entry.line, 'a registry value that explains no popup', entry.to);
      else found.understood(entry.line, says, entry.to);
    }
    const keysUsed = new Set([...used.keys()].map((entry) => entry.key));
    for (const { line, key: name } of keys)
      if (keysUsed.has(name)) found.understood(line, 'a key of the registry');
      else found.ignored(line, 'a key of the registry below which nothing explains a popup');
    return found.result();
  },
});

/** `DefaultSecureProtocols = 0xA80: 0x80 TLS 1.0, 0x200 TLS 1.1, 0x800 TLS 1.2`. */
function meaning({ name, value }: RegistryEntry): string {
  if (typeof value !== 'number') return 'a value of the registry';
  const bits = explainedBits(name, value);
  return `${name} = ${hexadecimal(value)}${bits.length === 0 ? '' : `: ${bits.join(', ')}`}`;
}
