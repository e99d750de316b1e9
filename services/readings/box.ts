import { reading, type Seen, type SignBody, type Truth } from '../cause.ts';
import { hostOf } from './servers.ts';

/** The popups that were told, in order of appearance: the chain, else the popup, then what follows Cancel. */
export const boxes = reading((seen: Seen): readonly string[] => {
  const chain = seen.list('popup.chain');
  const kind = seen.text('popup.kind');
  const after = seen.text('popup.afterCancel');
  const first = chain !== undefined && chain.length > 0 ? chain : kind === undefined ? [] : [kind];
  return [
    ...first,
    ...(kind === undefined || first.includes(kind) ? [] : [kind]),
    ...(after === undefined ? [] : [after]),
  ];
});

const saysNothing = ['other', 'gone', 'failed', 'nothing'];
/** Whether one of these boxes was told; a box that nobody could name leaves it open. */
export function shows(seen: Seen, ...kinds: readonly string[]): Truth {
  const told = boxes(seen);
  if (told.some((one) => kinds.includes(one))) return true;
  return told.some((one) => !saysNothing.includes(one)) ? false : undefined;
}

/** What a must holds that asks for one of these boxes: what a server does wrong explains no other one. */
export const oneOfTheseBoxes = (kinds: readonly string[], otherwise: string): SignBody => ({
  when: (seen) => shows(seen, ...kinds),
  says: (seen) => `The box that was told: ${boxes(seen).join(', ')}.`,
  shown: { 'popup.kind': kinds[0] ?? '' },
  cleared: { 'popup.kind': otherwise },
});

/** The host that the box names, lower case; undefined when none was told. */
export const boxHost = (seen: Seen): string | undefined => {
  const host = seen.text('popup.host');
  return host === undefined || host === '' ? undefined : hostOf(host).toLowerCase();
};

/** The domain of the mailbox's address, lower case. */
export const mailDomain = (seen: Seen): string =>
  (seen.text('mailbox.primarySmtp') ?? seen.mailbox).split('@').at(-1)?.toLowerCase() ?? '';
