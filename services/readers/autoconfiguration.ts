import { bringAutodiscover, bringXmlAnswers } from '../pasting/autodiscover-facts.ts';
import { bringAutodiscoverLog } from '../pasting/autodiscover-log.ts';
import { type Collection, collecting } from '../pasting/collecting.ts';
import { reader } from '../reader.ts';

/** Labels of the Results tab, English and German, by the leaf they bring; `…` where it depends on the protocol. */
const labels: readonly (readonly [leaf: string, pattern: RegExp])[] = [
  ['protocol', /^(?:protocol|protokoll)$/i],
  ['server', /^server$/i],
  [
    'ewsUrl',
    /^(?:availability service url|exchange web services url|verfügbarkeitsdienst-url|url des verfügbarkeitsdiensts)$/i,
  ],
  ['oab', /^(?:oab[- ]url|oab-url|url des offlineadressbuchs)$/i],
  ['auth', /^(?:auth package|authentifizierungspaket)$/i],
  ['principal', /^(?:certificate principal name|zertifikatprinzipalname|principal-name des zertifikats)$/i],
  [
    'mailStore',
    /^(?:mailstore (?:internal |external )?url|mail store (?:internal |external )?url|mailbox store url)$/i,
  ],
  ['addressBook', /^(?:addressbook (?:internal |external )?url|address book (?:internal |external )?url)$/i],
  ['publicFolderMailbox', /^(?:public folder mailbox|public folder smtp address)$/i],
  [
    'idle',
    /^(?:display name|anzeigename|login name|anmeldename|ssl|mutual authentication|oof url|abwesenheits-url|um url|internal owa url|external owa url|interne owa-url|externe owa-url|ews url|ecp url.*|unified message service url|port|directory port|referral port|authentication|version|user display name|internal rpc server|redirect url|ad server|active directory server|group finder|site mailbox creation url|exchange control panel url.*)$/i,
  ],
];
const row = /^\s{0,20}([A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß /()-]{1,45}?)\s{0,20}:\s{0,20}(.*)$/;
const protocols: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['mapiHttp', /mapi.?http/i],
  ['EXHTTP', /exhttp/i],
  ['EXPR', /exchange[ -]http|^expr$|https/i],
  ['EXCH', /exchange[ -]rpc|^exch$/i],
  ['WEB', /outlook web|web/i],
];

export default reader({
  id: 'autoconfiguration',
  title: 'Outlook’s Test E-mail AutoConfiguration (Results, Log, XML)',
  order: 25,
  read: ({ lines, mailbox, zoneMinutes }) => {
    const found = collecting({ lines });
    const host = bringAutodiscoverLog(lines, mailbox, zoneMinutes, found);
    bringXmlAnswers(lines, host, found);
    bringResults(lines, host, found);
    return found.result();
  },
});

/** Rows of the Results tab stand below a `Protocol:` row that names one of Exchange's. */
function bringResults(lines: readonly string[], host: string | undefined, found: Collection): void {
  let protocol: string | undefined;
  let since = 0;
  const named = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    const [, label = '', value = ''] = line.length > 1_000 ? [] : (row.exec(line) ?? []);
    const leaf = labels.find(([, pattern]) => pattern.test(label.trim()))?.[0];
    if (leaf === 'protocol') {
      protocol = protocols.find(([, pattern]) => pattern.test(value.trim()))?.[0];
      since = 0;
      if (protocol === undefined) continue;
      if (!named.has(protocol)) named.set(protocol, number);
      found.understood(number, 'Results of the test');
      continue;
    }
    if (protocol === undefined) continue;
    if (leaf === undefined) {
      // A few foreign lines in between are the dialog's; more are another text.
      since += line.trim() === '' ? 0 : 1;
      if (since > 3) protocol = undefined;
      continue;
    }
    since = 0;
    const settled = leafFor(leaf, protocol, value);
    if (settled !== undefined && value.trim() !== '')
      bringAutodiscover(number, host, { [settled]: value.trim().slice(0, 500) }, found);
    found.understood(number, 'Results of the test');
  }
  const [first] = named.values();
  if (first !== undefined) bringAutodiscover(first, host, { protocols: [...named.keys()] }, found);
}

function leafFor(leaf: string, protocol: string, value: string): string | undefined {
  const outside = protocol === 'EXPR';
  // Over MAPI/HTTP the server is the address of the mail store, and the address book is the inner one.
  if (protocol === 'mapiHttp' && leaf === 'server')
    return /^https:/i.test(value.trim()) ? 'mailStore' : undefined;
  if (protocol === 'mapiHttp' && leaf === 'oab') return 'exchOabUrl';
  if (leaf === 'oab') return protocol === 'EXCH' ? 'exchOabUrl' : outside ? 'exprOabUrl' : undefined;
  if (leaf === 'auth') return outside ? 'exprAuth' : undefined;
  if (leaf === 'principal') return outside ? 'exprPrincipal' : undefined;
  if (leaf === 'server') return protocol === 'EXCH' ? 'server' : undefined;
  return leaf === 'idle' ? undefined : leaf;
}
