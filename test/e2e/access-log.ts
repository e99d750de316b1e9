import { readFileSync } from 'node:fs';

/** One line of the lab's access log: something that reached a lab server. It is written before the server answers. */
export interface Reached {
  readonly server: string;
  readonly kind: string;
  readonly [detail: string]: unknown;
}
/** What reached the lab, in the order in which it was answered. */
export interface AccessLog {
  /** How much stands in it now; whatever comes later is `since` this. */
  readonly mark: () => number;
  readonly since: (mark: number) => readonly Reached[];
}

/** The lab's own access log; it is read anew each time. */
export function accessLog(file: string): AccessLog {
  const lines = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  return {
    mark: () => lines().length,
    // The lab writes these lines by `openAccessLog`, always with a server and a kind.
    since: (mark) =>
      lines()
        .slice(mark)
        .map((line) => JSON.parse(line) as Reached),
  };
}

/** The directory's searches for an address. */
export const searchesFor = (reached: readonly Reached[], address: string): readonly Reached[] =>
  reached.filter(
    ({ kind, request, filter }) =>
      kind === 'ldap' && request === 'search' && String(filter).toLowerCase().includes(address),
  );

/** Statuses that a front end gave our signed-in Autodiscover questions about a mailbox, in their order. */
export const autodiscoverOf = (
  reached: readonly Reached[],
  node: string,
  address: string,
): readonly unknown[] =>
  reached
    .filter(
      ({ kind, server, method, path, user }) =>
        kind === 'http' &&
        server === node &&
        method === 'POST' &&
        user !== '' &&
        String(path).toLowerCase() === `/autodiscover/${address}/autodiscover.xml`,
    )
    .map(({ status }) => status);

export const isRecycle = ({ kind, script }: Reached): boolean =>
  kind === 'script' && script === 'recycle-app-pool';

/** Servers whose pool a script recycled, in their order. */
export const recycledBy = (reached: readonly Reached[]): readonly unknown[] =>
  reached.filter(isRecycle).map(({ host }) => host);

/** The ids of the processes that served a server's pools, the first since its start, then one for each recycle. */
export const processesOf = (reached: readonly Reached[], node: string): readonly string[] =>
  reached.filter(({ kind, of }) => kind === 'process' && of === node).map(({ pid }) => String(pid));
