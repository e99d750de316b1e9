import { collecting } from '../pasting/collecting.ts';
import { serverName } from '../printed/names.ts';
import { reader } from '../reader.ts';

const field =
  /^(Host ?Name|OS Name|OS Version|Domain|Domäne|Betriebssystemname|Betriebssystemversion|Nom de l['’]hôte|Nom du système d['’]exploitation|Version du système|Domaine)\s?:\s{1,40}(\S.{0,200}?)\s*$/i;
const fixes =
  /^(?:Hotfix\(s\)|Hotfix\(es\)|Correctif\(s\))\s?:\s{1,40}(?:\d{1,4}\s.{1,60}|N\/A|Nicht zutreffend)/i;
const fix = /^\s{5,60}\[\d{1,4}\]:\s{0,3}(KB\d{4,8})\b/i;
const other = /^\S[^:]{1,60}:\s{1,40}\S|^\s{10,60}\S/;
const banner = /^Microsoft Windows \[Version (\d{1,2}\.\d)\.(\d{4,5})/i;
const winver =
  /\bVersion (?:(\d{1,2}\.\d) \(Build (\d{4,5})|\d{2}(?:\d{2}|H\d) \((?:OS Build|Betriebssystembuild|Build du système d['’]exploitation) (\d{5})\.)/i;
/** Builds that no server has: of the others a prompt does not tell whether it is the PC's. */
const ofClientsOnly = (build: number): boolean =>
  (build >= 10_240 && build < 14_393) ||
  (build > 14_393 && build < 17_763) ||
  (build > 17_763 && build < 20_348) ||
  (build > 20_348 && build < 26_100);
const workgroup = /^(?:workgroup|arbeitsgruppe)$/i;

export default reader({
  id: 'windows-version',
  title: 'version of Windows (systeminfo, winver)',
  order: 35,
  read: (pasted) => {
    const found = collecting(pasted);
    let host: string | undefined;
    let isServer: boolean | undefined;
    let inside = false;
    const installed: { readonly id: string; readonly line: number }[] = [];
    let asked: number | undefined;
    for (const [index, line] of pasted.lines.entries()) {
      const number = index + 1;
      if (line.trim() === '' || line.length > 400) continue;
      const command = line.startsWith('Microsoft') ? banner.exec(line) : null;
      const box = line.length < 200 && line.includes('Version') ? winver.exec(line) : null;
      const [, name = '', value = ''] = field.exec(line) ?? [];
      if (command !== null) {
        const [, version = '', build = ''] = command;
        if (ofClientsOnly(Number(build))) {
          found.fact(number, 'client.windows', version);
          found.understood(number, 'version of Windows');
        } else
          found.ignored(
            number,
            'a version of Windows that a server may have too: of winver it would be clear',
          );
      } else if (
        box !== null &&
        isServer !== true &&
        !/Windows Server/i.test(`${pasted.lines[index - 1]} ${line}`)
      ) {
        found.fact(number, 'client.windows', box[1] ?? '10.0');
        found.understood(number, 'version of Windows');
      } else if (/^host|nom de l/i.test(name) && other.test(pasted.lines[index + 1] ?? '')) {
        host = serverName(value);
        isServer = undefined;
        inside = true;
        found.understood(number, 'version of Windows');
      } else if (/^(?:OS Name|Betriebssystemname|Nom du syst)/i.test(name)) {
        isServer = /server/i.test(value);
        inside = true;
        if (isServer && host !== undefined)
          found.fact(number, `servers[${host}].os`, value.replace(/^Microsoft /, ''));
        found.understood(number, 'version of Windows');
      } else if (/version/i.test(name) && inside) {
        const version = /^(\d{1,2}\.\d)\.\d{4,5}\b/.exec(value)?.[1];
        if (version !== undefined && isServer === true && host !== undefined)
          found.fact(number, `servers[${host}].osVersion`, version);
        else if (isServer === false) found.fact(number, 'client.windows', version);
        found.understood(number, 'version of Windows');
      } else if (/^dom/i.test(name) && inside) {
        if (isServer === false) {
          found.fact(number, 'client.domainJoined', !workgroup.test(value));
          if (!workgroup.test(value)) found.fact(number, 'client.computerDomain', value.toLowerCase());
        }
        found.understood(number, 'version of Windows');
      } else if (fixes.test(line) && inside) {
        asked = number;
        found.understood(number, 'updates of Windows');
      } else if (inside && asked !== undefined && fix.test(line)) {
        installed.push({ id: (fix.exec(line)?.[1] ?? '').toUpperCase(), line: number });
        found.understood(number, 'updates of Windows');
      } else if (inside && other.test(line))
        found.ignored(number, 'property of the PC that explains no popup');
      else inside = false;
    }
    if (asked !== undefined && isServer === false)
      found.fact(asked, 'client.hotfixes', [...new Set(installed.map(({ id }) => id))].slice(0, 500));
    if (isServer === true && host !== undefined)
      for (const { id, line } of installed.slice(0, 500))
        found.fact(line, `hotfixes[${host}/${id.toLowerCase()}].listed`, true);
    return found.result();
  },
});
