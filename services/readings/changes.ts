import { reading, type Seen } from '../cause.ts';
import { day, hour } from './mailbox.ts';

/** Something that was changed, and when. */
export interface Change {
  /** ms since the epoch. */
  readonly at: number;
  /** What, with the server in it: `ex16b was started`. */
  readonly says: string;
}
/** Before the first popup; what came with a weekend's work shows on Monday. */
const beforehandMs = 3 * day;

/** From when on a change may have to do with the popup: three days before it was first seen, or before now. */
export const changesFrom = (seen: Seen): number =>
  Math.min(seen.time('timeline.since') ?? seen.now, seen.now) - beforehandMs;

/** What a group of facts tells of changes: the leaf that dates one, and what it says of a key. */
interface Dated {
  readonly group: string;
  readonly leaf: string;
  readonly says: (key: string) => string;
}
const two = (key: string): readonly [string, string] => {
  const at = key.indexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
};
const dated: readonly Dated[] = [
  { group: 'servers', leaf: 'bootedAt', says: (server) => `${server} was started` },
  { group: 'servers', leaf: 'machinePasswordAt', says: (server) => `${server} changed its machine password` },
  {
    group: 'hotfixes',
    leaf: 'installedAt',
    says: (key) => `${two(key)[1].toUpperCase()} was installed on ${two(key)[0]}`,
  },
  {
    group: 'iis',
    leaf: 'changedAt',
    says: (key) => `IIS settings of ${two(key)[1]} changed on ${two(key)[0]}`,
  },
  {
    group: 'scp',
    leaf: 'createdAt',
    says: (server) => `the service connection point of ${server} was created`,
  },
  { group: 'databases', leaf: 'activatedAt', says: (name) => `database ${name} was activated` },
];

/** Everything that is known to have changed in that time, newest first. */
export const changes = reading((seen: Seen): readonly Change[] => {
  const from = changesFrom(seen);
  const all = [
    ...dated.flatMap(({ group, leaf, says }) =>
      seen.keys(group).flatMap((key) => changeAt(seen, `${group}[${key}].${leaf}`, says(key))),
    ),
    ...poolStarts(seen),
    ...newCertificates(seen),
  ];
  return all.filter(({ at }) => at >= from && at <= seen.now).toSorted((one, other) => other.at - one.at);
});

function changeAt(seen: Seen, path: string, says: string): readonly Change[] {
  const at = seen.time(path);
  return at === undefined ? [] : [{ at, says }];
}

/** Pools that started by themselves, several of one server at once as one; those that came with their server are not told. */
function poolStarts(seen: Seen): readonly Change[] {
  const starts = seen.keys('pools').flatMap((key) => {
    const at = seen.time(`pools[${key}].startedAt`);
    const [server, pool] = two(key);
    const booted = seen.time(`servers[${server}].bootedAt`);
    const withServer = at !== undefined && booted !== undefined && at - booted < hour / 4;
    return at === undefined || withServer ? [] : [{ at, server, pool }];
  });
  const together = Map.groupBy(starts, ({ at, server }) => `${server} ${Math.floor(at / 60_000)}`);
  return [...together.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [
          {
            at: first.at,
            says:
              rest.length === 0
                ? `${first.pool} was started on ${first.server}`
                : `${rest.length + 1} application pools were started on ${first.server}`,
          },
        ],
  );
}

/** A certificate in use since it began to be valid, once, wherever it was seen. */
function newCertificates(seen: Seen): readonly Change[] {
  const found = new Map<string, Change>();
  for (const key of seen.keys('tls')) {
    const at = seen.time(`tls[${key}].notBefore`);
    const leaf = seen.text(`tls[${key}].leaf`) ?? key;
    if (at !== undefined && !found.has(leaf))
      found.set(leaf, { at, says: `the certificate of ${key.split('@')[0]} began to be valid` });
  }
  return [...found.values()];
}
