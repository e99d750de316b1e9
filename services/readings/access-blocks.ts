import { any, reading, type Seen, type Truth } from '../cause.ts';
import { textOf, writtenAt } from './lines.ts';
import { day, tried } from './mailbox.ts';
import { usesOutlookAnywhere } from './outlook-anywhere.ts';
import { isHers } from './signed-lines.ts';

/** RFC 1918, loopback, link-local, unique local: an address of the inside. */
const inside = /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;
/** Whether a request of hers came from a public address, so from outside; an empty place of logs says nothing. */
const cameFromOutside = reading(
  (seen: Seen): Truth =>
    seen.someElement('log', (line) => {
      const address = textOf(line, 'clientIp');
      const at = writtenAt(line);
      return (
        address !== undefined &&
        !inside.test(address) &&
        (at === undefined || at > seen.now - 3 * day) &&
        isHers(seen, line)
      );
    }),
);
/** Whether the popup belongs to a client outside. */
export const isOutside = reading((seen: Seen): Truth => {
  const outside = seen.flag('scope.outsideWorks');
  if (outside !== undefined) return !outside;
  if (seen.elements('connections').some(({ value }) => value.where === 'outside')) return true;
  return cameFromOutside(seen) === true ? true : undefined;
});

export const blockNames = {
  'rpc-http': 'MAPIBlockOutlookRpcHttp',
  versions: 'MAPIBlockOutlookVersions',
  'non-cached': 'MAPIBlockOutlookNonCachedMode',
  external: 'MAPIBlockOutlookExternalConnectivity',
} as const;
export type Block = keyof typeof blockNames;

const concerns: Readonly<Record<Block, (seen: Seen) => Truth>> = {
  'rpc-http': usesOutlookAnywhere,
  versions: (seen) =>
    any(
      seen.list('scope.only')?.some((kind) => /^outlook:/i.test(kind)),
      tried(seen, ['client-update'], 'cured'),
    ),
  'non-cached': (seen) => {
    const cached = seen.flag('client.cachedMode');
    return cached === undefined ? undefined : !cached;
  },
  external: isOutside,
};
/** The blocks that are set on her mailbox. */
export const blocksSet = reading((seen: Seen): readonly Block[] | undefined =>
  seen.list('mailbox.blocks')?.filter((one): one is Block => one in blockNames),
);
/** Whether a block that is set concerns this client. */
export const blockConcernsHer = reading((seen: Seen): Truth => {
  const set = blocksSet(seen);
  return set === undefined ? undefined : any(...set.map((block) => concerns[block](seen)));
});
/** The blocks that are set and concern this client, by their cmdlet's name. */
export const concerningBlocks = (seen: Seen): readonly string[] =>
  (blocksSet(seen) ?? []).filter((block) => concerns[block](seen) === true).map((block) => blockNames[block]);

const mayBlock = ['directory-edit', 'policy-change', 'account-created', 'gateway-change'];
/** Whether anything was told by which a way may be closed to this person: without it, outside fails for many reasons. */
export const mayBeBlocked = (seen: Seen): boolean =>
  (blocksSet(seen)?.length ?? 0) > 0 ||
  seen.flag('path.admitsOnlyGroup') === true ||
  seen.has('scope.only', 'not-in-group') === true ||
  seen.flag('scope.otherUserOnThisPcWorks') === true ||
  seen.is('scope.affected', 'one-user', 'some') === true ||
  mayBlock.some((what) => seen.has('timeline.after', what) === true);
