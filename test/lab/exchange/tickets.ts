import type { IisDirectory, Server } from '../world.ts';
import { type Exchange, iisDirectory, same } from './exchange.ts';

/** Whether a directory lets in another server that signs in by Negotiate with the ticket of its computer account, without channel bindings. */
export const acceptsTicket = ({ windows, providers, extendedProtection }: IisDirectory): boolean =>
  windows && providers.some((each) => each.startsWith('Negotiate')) && extendedProtection !== 'require';

/**
 * Whether such a ticket can no longer be read: on Windows Server 2008 R2 a pool with an identity of its own keeps the
 * computer's old password after a change, until the next boot, unless KB3140410 is there (KB2990117).
 */
export function keepsOldPassword(server: Server, { pool }: IisDirectory): boolean {
  const mended = server.hotfixes.some(
    ({ id, listed, fileVersionOk }) => same(id, 'KB3140410') && (fileVersionOk ?? listed),
  );
  const identity = server.pools.find(({ name }) => same(name, pool))?.identity;
  return (
    server.osVersion.startsWith('6.1') &&
    !mended &&
    identity === 'ApplicationPoolIdentity' &&
    Date.parse(server.machinePasswordAt) > Date.parse(server.bootedAt)
  );
}

/** The status with which the back end of `home` turns a front end away; undefined when it does not. */
export function backEndRefusal(
  exchange: Exchange,
  home: Server,
  path: Extract<IisDirectory['path'], `back-end/${string}`>,
): 401 | 503 | undefined {
  const directory = iisDirectory(home, path);
  if (directory === undefined || !directory.enabled) return 503;
  // Without a certificate on 444 no TLS is spoken there.
  if (['lost', 'none'].includes(home.bindings['444'] ?? 'own')) return 503;
  const stopped = same(home.name, exchange.server.name)
    ? exchange.stoppedPools.has(directory.pool.toLowerCase())
    : home.pools.some(({ name, state }) => same(name, directory.pool) && state === 'stopped');
  if (stopped) return 503;
  return acceptsTicket(directory) ? undefined : 401;
}
