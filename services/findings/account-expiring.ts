import type { Seen } from '../cause.ts';
import { finding } from '../finding.ts';
import { day } from '../readings/mailbox.ts';
import { moment, span } from '../readings/sentences.ts';

const left = (seen: Seen): number | undefined => {
  const at = seen.time('account.expiresAt');
  return at === undefined ? undefined : at - seen.now;
};

export default finding({
  id: 'account-expiring',
  when: (seen) => {
    const ms = left(seen);
    return ms === undefined ? undefined : ms > 0 && ms < 14 * day;
  },
  says: (seen) =>
    `The account of ${seen.mailbox} expires ${moment(seen.time('account.expiresAt'))}, in ${span(left(seen) ?? 0)}: from then on everything refuses it.`,
});
