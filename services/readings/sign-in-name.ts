import { all, type ElementValue, type Seen } from '../cause.ts';
import { numberOf, textOf, writtenAt } from './lines.ts';
import { day } from './mailbox.ts';
import { everyFrontEnd } from './servers.ts';

/** The primary address, lower case. */
export const address = (seen: Seen): string =>
  (seen.text('mailbox.primarySmtp') ?? seen.mailbox).toLowerCase();
/** A linked mailbox signs in with the account of another forest, whose UPN is not this one (field notes 16). */
export const differs = (seen: Seen) => {
  const upn = seen.text('mailbox.upn');
  if (upn === undefined || upn === '' || seen.is('mailbox.kind', 'linked') === true) {
    return seen.is('checked[upn].result', 'wrong');
  }
  return upn.toLowerCase() !== address(seen);
};
/** The domain of a name or address. */
export const suffix = (name: string): string => name.slice(name.lastIndexOf('@') + 1);

/** Whether the address was given as a user name and refused: 401 1 1326, or event 4625 for an unknown user (C0000064). */
export function addressRefused(seen: Seen, line: ElementValue): boolean {
  if (textOf(line, 'user')?.toLowerCase() !== address(seen)) return false;
  // A phone that is given the address fails the same way and says nothing about Outlook.
  if (/activesync/i.test(textOf(line, 'stem') ?? '')) return false;
  if (textOf(line, 'log') === 'security') {
    return numberOf(line, 'eventId') === 4625 || textOf(line, 'signature') === 'bad-password';
  }
  return (
    (numberOf(line, 'status') === 401 && numberOf(line, 'win32') === 1326) ||
    textOf(line, 'signature') === 'bad-password'
  );
}
/** Whether a line is of the last three days. */
export const lately = (seen: Seen, line: ElementValue) => {
  const at = writtenAt(line);
  return at === undefined ? undefined : at <= seen.now && at > seen.now - 3 * day;
};
/** Whether a line shows that the address was refused lately, and the names differ. */
export const refusedLately = (seen: Seen) => (line: ElementValue) =>
  addressRefused(seen, line) && all(lately(seen, line), differs(seen) === true);
/** Every front end's IIS log of the last three days. */
export const threeDays = (seen: Seen) => everyFrontEnd(seen, 'iis', () => seen.now - 3 * day);
/** Whether the address was what was typed. */
export const typedAddress = (seen: Seen) => seen.is('account.typedName', address(seen));
