import { all, any, type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { firstLine, isAboutHer, numberOf, textOf, writtenAt } from './lines.ts';
import { day } from './mailbox.ts';
import { everyFrontEnd } from './servers.ts';

const outlook = /Microsoft Outlook|OUTLOOK\.EXE|Microsoft Office\/1[1-6]|MSRPC|^Outlook\b/i;
const phones = /activesync/i;
/** The program of a line that is neither Outlook nor a phone: `Skype`, `ExchangeServicesClient`. */
export function otherProgram(line: ElementValue): string | undefined {
  const agent = textOf(line, 'userAgent') ?? textOf(line, 'clientSoftware');
  // Nothing but Outlook speaks MAPI over HTTP.
  if (/^\/mapi\b/i.test(textOf(line, 'stem') ?? '')) return undefined;
  if (agent === undefined || outlook.test(agent) || phones.test(`${agent} ${textOf(line, 'stem') ?? ''}`))
    return undefined;
  return /^[^/(]+/.exec(agent)?.[0]?.trim();
}
const ofToday = (seen: Seen, line: ElementValue): Truth => {
  const at = writtenAt(line);
  return at === undefined ? undefined : at <= seen.now && at > seen.now - day;
};
const refusals = ['bad-password', 'front-end-401', 'back-end-401', 'locked', 'expired'];
/** A refusal of hers, of the last day, that another program met. */
function refusedOther(seen: Seen, line: ElementValue): Truth {
  const signature = textOf(line, 'signature');
  const refused =
    signature === undefined
      ? numberOf(line, 'status') === 401 && numberOf(line, 'win32') === 1326
      : refusals.includes(signature);
  if (!refused || otherProgram(line) === undefined) return false;
  return all(isAboutHer(seen, line), ofToday(seen, line));
}
const succeededOutlook = (seen: Seen, line: ElementValue): Truth =>
  textOf(line, 'signature') === 'success' &&
  outlook.test(`${textOf(line, 'userAgent') ?? ''} ${textOf(line, 'clientSoftware') ?? ''}`)
    ? all(isAboutHer(seen, line), ofToday(seen, line))
    : false;
const yesterday = (seen: Seen) => everyFrontEnd(seen, 'http-proxy', () => seen.now - day);

/** Whether another program of hers was refused. */
export const otherProgramRefused = reading(
  (seen: Seen): Truth => seen.someElement('log', (line) => refusedOther(seen, line), yesterday(seen)),
);
/** Whether Outlook itself was let in for her. */
export const outlookLetIn = reading(
  (seen: Seen): Truth => seen.someElement('log', (line) => succeededOutlook(seen, line), yesterday(seen)),
);
export const refusedProgram = (seen: Seen): ElementValue | undefined =>
  firstLine(seen, (line) => refusedOther(seen, line));

/** Whether every row of Connection Status stands, without a failure. */
export const everyRowStands = (seen: Seen): Truth => {
  const rows = seen.elements('connections').map(({ value }) => value);
  if (rows.length === 0 || rows.every(({ status }) => status === undefined)) return undefined;
  return rows.every(
    ({ status, failures }) =>
      (status === undefined || /established|connected|verbunden|hergestellt/i.test(String(status))) &&
      !/disconnected/i.test(String(status ?? '')) &&
      Number(failures ?? 0) === 0,
  );
};

const address = /[^\s"<>()[\],;:@]{1,64}@[^\s"<>()[\],;:@]{1,255}/g;
const known = (seen: Seen, one: string): Truth =>
  any(
    one.toLowerCase() === seen.mailbox.toLowerCase(),
    seen.is('mailbox.primarySmtp', one),
    seen.is('mailbox.upn', one),
    seen.has('mailbox.addresses', one),
    seen.keys('secondary').includes(one.toLowerCase()),
  );
/** The address in the box that is not hers: another account's; undefined when the box names none, or only hers. */
export const foreignAddress = reading((seen: Seen): string | undefined =>
  [seen.text('popup.prefilledUser') ?? '', ...((seen.text('popup.text') ?? '').match(address) ?? [])].find(
    (one) => /@.+\../.test(one) && known(seen, one) !== true,
  ),
);
