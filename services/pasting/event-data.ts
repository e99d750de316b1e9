import type { EventLog, WindowsEvent } from '../windows/events.ts';
import type { EventBlock } from './event-blocks.ts';

/** Labels of the messages of failed logons, English and German, by Windows' own name of the datum. */
const labels: readonly (readonly [name: string, label: RegExp])[] = [
  ['TargetUserName', /^(?:account name|logon account|kontoname|anmeldekonto)$/i],
  ['TargetDomainName', /^(?:account domain|kontodomäne)$/i],
  ['Status', /^(?:status|error code|failure code|fehlercode)$/i],
  ['SubStatus', /^(?:sub ?status|unterstatus)$/i],
  [
    'WorkstationName',
    /^(?:workstation name|source workstation|caller computer name|name der arbeitsstation|arbeitsstationsname|quellarbeitsstation|arbeitsstation|name des aufrufercomputers|aufrufercomputername)$/i,
  ],
  ['IpAddress', /^(?:source network address|client address|quellnetzwerkadresse|clientadresse)$/i],
  ['LogonType', /^(?:logon type|anmeldetyp)$/i],
  ['TargetUserSid', /^(?:security id|sicherheits-id)$/i],
];

/** The data of an event: by name where its XML has them, else by the labels of its message; a later one wins over the subject's. */
export function dataOf({ data, message }: EventBlock): Readonly<Record<string, string>> {
  if (Object.keys(data).length > 0) return data;
  const found: Record<string, string> = {};
  for (const line of message.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 0 || colon > 80) continue;
    const label = line.slice(0, colon).trim();
    const value = line
      .slice(colon + 1)
      .replace(/^[:\s]+/, '')
      .trim();
    const name = labels.find(([, pattern]) => pattern.test(label))?.[0];
    if (name !== undefined && value !== '') found[name] = value;
  }
  return found;
}

/** The log an event stands in; told by its source where the text does not say. */
export function logOf({ channel, provider }: EventBlock): EventLog | undefined {
  const said = `${channel}`.toLowerCase();
  if (/^(?:security|sicherheit)$/.test(said)) return 'security';
  if (/^system$/.test(said)) return 'system';
  if (/^(?:application|anwendung)$/.test(said)) return 'application';
  if (/directory service|verzeichnisdienst/.test(said)) return 'directory-service';
  if (/security-auditing/i.test(provider)) return 'security';
  if (/netlogon|kerberos|kdc|failoverclustering/i.test(provider)) return 'system';
  if (/exchange|outlook|office/i.test(provider)) return 'application';
  if (/activedirectory_domainservice|ntds/i.test(provider)) return 'directory-service';
  return undefined;
}

/** The event as the looks know it; `at` is empty when its time is not known. */
export const asWindowsEvent = (block: EventBlock, at: string): WindowsEvent => ({
  at,
  id: block.id,
  provider: block.provider,
  data: { ...dataOf(block) },
  message: block.message,
});
