import { momentOf } from './times.ts';
import type { World } from './types.ts';

/** Fills `{-PT3H}` with that time, `{sid:address}`, `{guid:address}` and `{dn:address}` with what that mailbox has. */
export function fillIn(
  text: string,
  world: Pick<World, 'start' | 'mailboxes'>,
  time: (at: Date) => string,
): string {
  return text.replace(/\{([^{}]+)\}/g, (whole, inside: string) => {
    const at = momentOf(inside, new Date(world.start));
    if (at) return time(at);
    const [what = '', address = ''] = inside.split(':');
    const mailbox = world.mailboxes.find((each) => each.address === address.toLowerCase());
    if (!mailbox) return whole;
    switch (what) {
      case 'sid':
        return mailbox.sid;
      case 'guid':
        return mailbox.guid;
      case 'dn':
        return mailbox.legacyDn;
      default:
        return whole;
    }
  });
}
