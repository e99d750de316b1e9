import { isIP } from 'node:net';
import { collecting } from '../pasting/collecting.ts';
import { keyPart } from '../printed/names.ts';
import { reader } from '../reader.ts';

const server = /^\s{0,4}(?:Server|Serveur|Servidor)\s{0,9}:\s{1,20}(\S.{0,250})$/i;
const field =
  /^\s{0,4}(Name|Nom|Naam|Nombre|Address(?:es)?|Adressen?|Alias(?:es)?)\s{0,9}:\s{1,20}(\S.{0,300}?)\s*$/i;
const missing =
  /^\*{2,3}\s?(?:\S{1,250} )?(?:can['’]t find|kann|ne parvient pas à trouver|no encuentra|kan)\s(?:nicht )?["„]?([\w.-]{1,250})["“]?(?: nicht finden| niet vinden)?\s?:\s?(.{1,200}?)\.?\s*$/i;
/** `*** server wurde name nicht gefunden: …` and `*** name wurde von server nicht gefunden: …`. */
const notFound =
  /^\*{2,3}\s?["„]?([\w.-]{1,250})["“]? wurde (von )?["„]?([\w.-]{1,250})["“]? nicht gefunden\s?:\s?(.{1,200}?)\.?\s*$/i;
const noAnswer =
  /^\*{2,3}\s?(?:Request to \S{1,250} timed[- ]out|Zeitüberschreitung bei (?:der )?(?:DNS-)?Anforderung an \S{1,250})/i;
const asked =
  /\bnslookup(?:\.exe)?\s{1,9}(?:-\S{1,60}\s{1,9}){0,5}([\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.?)(?:\s|$)/i;
const noRecord =
  /^\*{3}\s.{0,200}\b(?:available for|für|pour)\s["„]?([\w.-]{1,250}?)["“]?(?: verfügbar)?\.?\s*$/i;
const timedOut =
  /^\s{0,8}(?:DNS request timed out|.{0,30}Zeitüberschreitung bei (?:der )?(?:DNS-)?Anforderung|;; connection timed out)/i;
const srvHead = /^([\w.-]{1,250})\s{1,40}(?:SRV service location|SRV-Dienst\w{0,30}|SRV.{0,30}):\s*$/i;
const srvPart = /^\s{1,30}(priority|weight|port|svr hostname)\s{0,20}=\s{0,9}(\S{1,250})\s*$/i;
const canonical = /^([\w.-]{1,250})\s{1,40}canonical name = ([\w.-]{1,250})\s*$/i;
const resource =
  /^([\w.-]{1,250})\s{1,60}(?:internet address|(?:has )?AAAA (?:IPv6 )?address|AAAA IPv6-Adresse)\s(?:= )?(\S{1,60})\s*$/i;
const service = /^([\w.-]{1,250})\s{1,40}service = (\d+) (\d+) (\d+) ([\w.-]{1,250})\s*$/i;
const frame =
  /^\s{0,4}(?:Non-authoritative answer|Nicht autorisierende Antwort|Nicht-autorisierende Antwort|Réponse ne faisant pas autorité|Niet-bindend antwoord|Respuesta no autoritativa)\s?:/i;
const command = /\bnslookup(?:\.exe)?\b/i;

interface Answer {
  readonly addresses: string[];
  readonly aliases: string[];
  readonly line: number;
}
const clean = (host: string | undefined): string | undefined => keyPart(host?.replace(/\.$/, ''));

const german = (line: string): readonly (string | undefined)[] | null => {
  const [whole, first, by, second, why] = notFound.exec(line) ?? [];
  return whole === undefined ? null : [whole, by === undefined ? second : first, why];
};

export default reader({
  id: 'name-lookup',
  title: 'answers of nslookup',
  order: 30,
  read: (pasted) => {
    const found = collecting(pasted);
    const answers = new Map<string, Answer>();
    const services = new Map<string, { readonly targets: string[]; readonly line: number }>();
    let name: string | undefined;
    let part: 'addresses' | 'aliases' | 'resolver' | undefined;
    let asking: { readonly host: string | undefined; readonly port: string | undefined } | undefined;
    let inside = false;
    let typed: string | undefined;
    const wrongAddresses = new Map<number, string>();
    const answer = (host: string, line: number): Answer => {
      const known = answers.get(host) ?? { addresses: [], aliases: [], line };
      answers.set(host, known);
      return known;
    };
    const serve = (host: string, target: string, port: string, line: number): void => {
      const known = services.get(host) ?? { targets: [], line };
      if (known.targets.length < 50) known.targets.push(`${target}:${port}`);
      services.set(host, known);
    };
    const take = (text: string, line: number): void => {
      const given = text.split(/,\s*/);
      const wrong =
        part === 'addresses' ? given.find((one) => isIP(one.split('%')[0] ?? '') === 0) : undefined;
      if (wrong !== undefined) wrongAddresses.set(line, wrong);
      if (name === undefined || wrong !== undefined) return;
      const into = answer(name, line);
      if (part === 'addresses' && into.addresses.length < 100) into.addresses.push(...given);
      const alias = clean(text);
      if (part === 'aliases' && alias !== undefined && into.aliases.length < 100) into.aliases.push(alias);
    };
    for (const [index, line] of pasted.lines.entries()) {
      const number = index + 1;
      if (line.trim() === '') {
        // An address below the resolver's own ends it; the answer follows.
        if (part === 'resolver') part = undefined;
        continue;
      }
      if (line.length > 600) continue;
      const absent = line.startsWith('**')
        ? (german(line) ?? missing.exec(line) ?? noRecord.exec(line))
        : null;
      const silent = line.startsWith('**') && noAnswer.test(line);
      const srv = srvHead.exec(line) ?? null;
      const alias = canonical.exec(line);
      const record = resource.exec(line);
      const single = service.exec(line);
      const named = field.exec(line);
      const piece = asking === undefined ? null : srvPart.exec(line);
      if (server.test(line)) [part, name, inside] = ['resolver', undefined, true];
      else if (command.test(line)) {
        [name, part, inside] = [undefined, undefined, true];
        typed = clean(asked.exec(line)?.[1]);
      } else if (silent) {
        if (typed !== undefined) found.fact(number, `dns[${typed}].error`, 'no answer in time');
      } else if (absent !== null) {
        const host = clean(absent[1]);
        if (host !== undefined) {
          const why = absent[2]?.trim();
          if (why !== undefined) found.fact(number, `dns[${host}].error`, why);
          if (why === undefined || /non-?existent|nxdomain|nicht vorhanden|inexistant|no existe/i.test(why))
            for (const leaf of ['a', 'aaaa']) found.fact(number, `dns[${host}].${leaf}`, []);
        }
      } else if (srv !== null) asking = { host: clean(srv[1]), port: undefined };
      else if (piece !== null) {
        const [, what = '', value = ''] = piece;
        if (/port/i.test(what) && asking !== undefined) asking = { ...asking, port: value };
        const target = clean(value);
        if (/hostname/i.test(what) && asking?.host !== undefined && target !== undefined)
          serve(asking.host, target, asking.port ?? '443', number);
      } else if (single !== null) {
        const [host, target] = [clean(single[1]), clean(single[5])];
        if (host !== undefined && target !== undefined) serve(host, target, single[4] ?? '443', number);
      } else if (alias !== null) {
        const [host, target] = [clean(alias[1]), clean(alias[2])];
        if (host !== undefined && target !== undefined) found.fact(number, `dns[${host}].cname`, target);
      } else if (record !== null) {
        const host = clean(record[1]);
        const address = record[2] ?? '';
        if (isIP(address) === 0) wrongAddresses.set(number, address);
        else if (host !== undefined) answer(host, number).addresses.push(address);
      } else if (
        named !== null &&
        (inside || isIP((named[2] ?? '').split('#')[0] ?? '') !== 0 || part !== undefined)
      ) {
        const [, what = '', value = ''] = named;
        if (/^(?:name|nom|naam|nombre)$/i.test(what)) [name, part] = [clean(value), undefined];
        else if (part !== 'resolver' || name !== undefined) {
          part = /^alias/i.test(what) ? 'aliases' : 'addresses';
          take(value, number);
        }
      } else if (/^\s{2,30}\S+\s*$/.test(line) && (part === 'addresses' || part === 'aliases'))
        take(line.trim(), number);
      else if (!(frame.test(line) || timedOut.test(line))) {
        [part, inside] = [undefined, false];
        continue;
      }
      const wrong = wrongAddresses.get(number);
      if (wrong === undefined) found.understood(number, 'answer of nslookup');
      else found.ignored(number, `${wrong.slice(0, 60)} is no address`);
    }
    for (const [host, { addresses, aliases, line }] of answers) {
      const four = addresses.filter((one) => isIP(one) === 4);
      const six = addresses.filter((one) => isIP(one) === 6);
      for (const one of [host, ...aliases]) {
        if (four.length > 0) found.fact(line, `dns[${one}].a`, four);
        if (six.length > 0) found.fact(line, `dns[${one}].aaaa`, six);
        if (one !== host) found.fact(line, `dns[${one}].cname`, host);
      }
    }
    for (const [host, { targets, line }] of services) found.fact(line, `dns[${host}].srv`, targets);
    return found.result();
  },
});
