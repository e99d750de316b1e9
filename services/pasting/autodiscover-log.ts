import type { Collection } from './collecting.ts';
import { urlOf } from './service-facts.ts';
import { exchangeable, readTime } from './times.ts';

/** Where Outlook looked, by the vocabulary's words. */
type Step =
  | 'scp'
  | 'root'
  | 'autodiscover'
  | 'office365'
  | 'local-xml'
  | 'last-known-good'
  | 'srv'
  | 'redirect';

/** A time or columns of a log may stand before what Outlook writes; words of a sentence do not. */
const asked =
  /^[\s\d./:,TZ+-]{0,80}(?:[AP]M\s{1,9})?(?:\S{0,3}\s)?(?:Autodiscover|AutoErmittlung|Autom(?:atische|\.) (?:Ermittlung|Erkennung)|Redirect check|Umleitungsprüfung|Attempting URL|URL)\s(?:(?!returned|answered|answers|gives|gave|says|said|HTTP\b|see\b)[^\s]{1,30}\s){0,5}(https?:\/\/[^\s"'<>]{4,500})/i;
const local =
  /\b(?:Local autodiscover|Lokale AutoErmittlung|Srv Record lookup|SRV-Eintrag|Autodiscover XML Received|AutoErmittlungs-XML|LastKnownGood|Attempting to use|GetLastError=|httpStatus=|Autodiscover (?:request|to|disabled))/i;
const failed = /\b(?:FAILED|fehlgeschlagen|Fehler beim)\b[^(]{0,80}\((0x[0-9A-F]{8})\)/i;
const succeeded = /\b(?:succeeded|erfolgreich)\b|Autodiscover XML Received|XML empfangen/i;

/** Codes of WinHTTP and WinINet that say why a request came to nothing. */
const errors: ReadonlyMap<string, string> = new Map([
  ['0X80072EE7', 'the name could not be resolved'],
  ['0X80072EFD', 'no connection'],
  ['0X80072EE2', 'no answer in time'],
  ['0X80072F0D', 'the certificate’s issuer is not trusted'],
  ['0X80072F06', 'the certificate does not hold the name'],
  ['0X80072EFE', 'the connection was cut'],
  ['0X80072F7D', 'no secure channel'],
  ['0X80072F05', 'the certificate is expired'],
  ['0X80072F8F', 'the certificate was not accepted'],
]);

/** What Outlook wrote of its way to Autodiscover: brings first step and results, gives the host that answered. */
export function bringAutodiscoverLog(
  lines: readonly string[],
  mailbox: string,
  zoneMinutes: number | undefined,
  found: Collection,
): string | undefined {
  const domain = mailbox.toLowerCase().split('@')[1] ?? '';
  let current: { readonly host: string; readonly step: Step; readonly url: URL } | undefined;
  let byScp: string | undefined;
  let isFirst = true;
  let answered: string | undefined;
  let answer: number | undefined;
  let lastError: number | undefined;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (
      line.length > 4_000 ||
      line.includes('<') ||
      !/autodiscover|ermittlung|erkennung|redirect check|umleitung|srv|httpstatus|attempting url|getlasterror/i.test(
        line,
      )
    )
      continue;
    const text = /https?:\/\//.test(line) ? asked.exec(line)?.[1] : undefined;
    if (text === undefined && !local.test(line)) continue;
    const read = readTime(line, zoneMinutes);
    const at = read !== undefined && 'at' in read ? read.at : undefined;
    if (read !== undefined && 'withoutZone' in read) found.withoutZone(number);
    const url = text === undefined ? undefined : urlOf(text);
    if (url !== undefined) {
      const host = url.hostname.toLowerCase();
      if (/\bSCP\b/.test(line)) byScp = host;
      if (current?.url.href !== url.href) [answer, lastError] = [undefined, undefined];
      current = { host, url, step: stepOf(line, url, domain, byScp) };
      if (isFirst) {
        isFirst = false;
        found.fact(number, 'client.autodiscoverFirst', current.step, { at });
        found.fact(number, 'client.autodiscoverFirstUrl', url.href, { at });
      }
    }
    const status = /\bhttpStatus=(\d{3})\b/i.exec(line)?.[1];
    const key =
      current === undefined ? undefined : `autodiscover[${current.host}@vip/${keyOf(current.step)}]`;
    const winHttp = Number(/\bGetLastError=(\d{1,10})\b/i.exec(line)?.[1] ?? 0);
    if (winHttp !== 0) lastError = winHttp;
    if (status !== undefined && key !== undefined) {
      [answer, lastError] = [Number(status), undefined];
      found.fact(number, `${key}.status`, answer, { at });
    }
    const code = failed.exec(line)?.[1];
    // Of an answer the status is told; lookups without an address are about another step.
    if (code !== undefined && key !== undefined && answer === undefined && url !== undefined)
      found.fact(number, `${key}.error`, errorOf(code, lastError), { at });
    if (succeeded.test(line) && code === undefined && current !== undefined) answered = current.host;
    const isUndated = read !== undefined && 'exchangeable' in read;
    found.understood(number, `Outlook’s way to Autodiscover${isUndated ? `; ${exchangeable}` : ''}`);
  }
  return answered;
}

/** What an attempt failed with: the cause that WinHTTP gave, where it did, and the result's code. */
function errorOf(code: string, lastError: number | undefined): string {
  const own = errors.get(code.toUpperCase());
  if (own !== undefined) return `${own} (${code})`;
  const result = 0x8007_0000 + (lastError ?? 0);
  const cause = lastError === undefined ? code : `0x${result.toString(16)}`;
  const says = errors.get(cause.toUpperCase());
  const told = lastError === undefined ? code : `${lastError}, ${code}`;
  return says === undefined ? `failed (${told})` : `${says} (${told})`;
}

function stepOf(line: string, { hostname, protocol }: URL, domain: string, byScp: string | undefined): Step {
  const host = hostname.toLowerCase();
  if (/last ?known ?good/i.test(line)) return 'last-known-good';
  if (/\bSRV\b/i.test(line)) return 'srv';
  if (/redirect check|umleitungsprüfung/i.test(line) || protocol === 'http:') return 'redirect';
  if (byScp === host || /\bSCP\b/.test(line)) return 'scp';
  if (/(?:^|\.)(?:outlook\.office365\.com|autodiscover-s\.outlook\.com|office365\.com)$/.test(host))
    return 'office365';
  if (host === domain) return 'root';
  return 'autodiscover';
}
/** Keys of the vocabulary have no step for these. */
const keyOf = (step: Step): string =>
  step === 'office365' || step === 'last-known-good' || step === 'local-xml' ? 'plain' : step;
