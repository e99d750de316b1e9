import type tls from 'node:tls';
import { Client, type Filter, ResultCodeError } from 'ldapts';
import { binaryAttributes, type DirectoryEntry, readEntry } from '../directory/entry.ts';

export type { Directory } from '../directory/directory.ts';

/** What a bind came to. Everything else (a lost connection, a busy server) is thrown. */
export type BindOutcome =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly why: string };

export interface SearchAsk {
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  /** Built of filter objects: a value never becomes filter syntax (RFC 4515 is never composed). */
  readonly filter: Filter;
  readonly attributes: readonly string[];
  /** Entries wanted at most; without it the search is paged and bounded by `mostEntries`. */
  readonly sizeLimit?: number;
}

export interface LdapConnection {
  /** The host that answers, as its certificate names it. */
  readonly host: string;
  readonly isOpen: () => boolean;
  bind(account: string, secret: string): Promise<BindOutcome>;
  search(ask: SearchAsk, signal?: AbortSignal): Promise<readonly DirectoryEntry[]>;
  close(): Promise<void>;
}

export interface LdapLimits {
  /** ms for one operation. */
  readonly operationMs: number;
  /** Bytes that one connection may bring between two searches' ends. */
  readonly mostBytes: number;
  readonly mostEntries: number;
}
export const ldapLimits: LdapLimits = { operationMs: 5_000, mostBytes: 16_000_000, mostEntries: 10_000 };

/**
 * An LDAP connection over an open, verified TLS socket. It never reconnects by itself: a connection opened
 * again would be anonymous, and Active Directory answers an anonymous search with nothing at all.
 */
export function ldapOver(
  socket: tls.TLSSocket,
  host: string,
  limits: LdapLimits = ldapLimits,
): LdapConnection {
  const closed = lossOf(socket, host);
  let used = false;
  let bytes = 0;
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limits.mostBytes)
      socket.destroy(new Error(`${host} sent more than ${limits.mostBytes} bytes in answer`));
  });
  const client = new Client({
    url: `ldaps://${host}`,
    timeout: limits.operationMs,
    strictDN: false,
    createSecureConnection: () => {
      if (used) throw new Error(`the connection to ${host} was lost`);
      used = true;
      return socket;
    },
  });
  return {
    host,
    isOpen: () => !socket.destroyed && (!used || client.isConnected),
    bind: (account, secret) => closed(bind(client, host, account, secret)),
    search: async (ask, signal) => {
      signal?.throwIfAborted();
      const entries = await closed(search(client, host, ask, limits), signal);
      bytes = 0;
      return entries;
    },
    close: async () => {
      if (used && client.isConnected) await client.unbind();
      socket.destroy();
    },
  };
}

async function bind(client: Client, host: string, account: string, secret: string): Promise<BindOutcome> {
  // RFC 4513 5.1.2: a simple bind with an empty password succeeds as nobody.
  if (secret === '') throw new Error(`the service account ${account} has an empty password`);
  try {
    await client.bind(account, secret);
    return { outcome: 'accepted' };
  } catch (error) {
    if (error instanceof ResultCodeError && error.code === 49)
      return { outcome: 'refused', why: `${host} refused ${account}: ${whyRefused(error.message)}` };
    throw new Error(`${host} could not check the logon of ${account}: ${plain(error)}`, { cause: error });
  }
}

async function search(
  client: Client,
  host: string,
  ask: SearchAsk,
  limits: LdapLimits,
): Promise<readonly DirectoryEntry[]> {
  const options = {
    scope: ask.scope,
    filter: ask.filter,
    attributes: [...ask.attributes],
    explicitBufferAttributes: [...binaryAttributes],
    timeLimit: Math.max(1, Math.ceil(limits.operationMs / 1000)),
  };
  try {
    if (ask.sizeLimit !== undefined) {
      const { searchEntries } = await client.search(ask.base, { ...options, sizeLimit: ask.sizeLimit });
      return searchEntries.map(readEntry);
    }
    const found: DirectoryEntry[] = [];
    for await (const page of client.searchPaginated(ask.base, { ...options, paged: { pageSize: 500 } })) {
      found.push(...page.searchEntries.map(readEntry));
      if (found.length > limits.mostEntries)
        throw new Error(`more than ${limits.mostEntries} entries below ${ask.base}`);
    }
    return found;
  } catch (error) {
    // noSuchObject: what is asked for is not there, which is an answer.
    if (error instanceof ResultCodeError && error.code === 32) return [];
    throw new Error(`${host} did not answer the search below "${ask.base}": ${plain(error)}`, {
      cause: error,
    });
  }
}

/** Ties work to the socket and a signal: whatever the library still waits for, it ends with either. */
function lossOf(socket: tls.TLSSocket, host: string) {
  const pending = new Set<(reason: Error) => void>();
  let reason: Error | undefined;
  socket.on('error', (error: Error) => {
    reason = error;
  });
  socket.on('close', () => {
    const lost = new Error(`the connection to ${host} was lost${reason ? `: ${reason.message}` : ''}`);
    for (const reject of pending) reject(lost);
  });
  return <T>(work: Promise<T>, signal?: AbortSignal): Promise<T> =>
    new Promise((resolve, reject) => {
      const onAbort = () => reject(signal?.reason);
      pending.add(reject);
      signal?.addEventListener('abort', onAbort, { once: true });
      work.then(resolve, reject).finally(() => {
        pending.delete(reject);
        signal?.removeEventListener('abort', onAbort);
      });
    });
}

/** What Active Directory says behind `data` in the diagnostic message of a refused bind ([MS-ADTS] 5.1.1.1.1, winerror.h). */
const refusals: Readonly<Record<string, string>> = {
  '525': 'no such account',
  '52e': 'wrong name or password',
  '530': 'not at this hour',
  '531': 'not from this computer',
  '532': 'the password is expired',
  '533': 'the account is disabled',
  '568': 'too many groups',
  '701': 'the account is expired',
  '773': 'the password must be changed first',
  '775': 'the account is locked',
};
function whyRefused(message: string): string {
  const code = /\bdata ([0-9a-f]+)\b/i.exec(message)?.[1]?.toLowerCase();
  return code === undefined
    ? 'invalid credentials'
    : `${refusals[code] ?? 'invalid credentials'} (data ${code})`;
}
/** The library's message without its inner names. */
function plain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/Operation timed out/.test(message)) return 'it took too long (timed out)';
  return (
    message
      .replace(/^Socket error\. Message type: \S+ \(0x[0-9a-f]+\)\n?/, '')
      .replace(/^Connection closed before.*$/s, 'the connection was closed')
      .split('\n')[0] ?? ''
  );
}
