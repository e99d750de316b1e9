import { EqualityFilter, type Filter, OrFilter, PresenceFilter } from 'ldapts';
import type { Configuration } from '../configuration.ts';
import type { AccountGate, Attempt } from '../looking/account.ts';
import type { DirectoryPort } from '../looking/clients.ts';
import { type LdapConnection, ldapOver, type SearchAsk } from '../protocols/ldap.ts';
import type { Network } from '../protocols/network.ts';
import type { DirectoryEntry } from './entry.ts';
import { type Forest, readForest } from './forest.ts';
import { readOwnAccount } from './own-account.ts';

export interface Found {
  /** Short name of the controller that answered, for sources: `dc1`. */
  readonly by: string;
  readonly entries: readonly DirectoryEntry[];
}
/** Names of the naming contexts and of the controller that told them. */
export interface Root {
  readonly host: string;
  readonly domain: string;
  readonly configuration: string;
}
/** One domain controller, asked over a bound LDAPS connection. */
export interface Controller {
  root(signal: AbortSignal): Promise<Root>;
  search(ask: SearchAsk, signal: AbortSignal): Promise<Found>;
}
/** The directory through the configured controller that answers first. Connections are bound once and shared. */
export interface Directory extends Controller, DirectoryPort {
  /** Domains, UPN suffixes and controllers of the forest; kept for minutes. */
  forest(signal: AbortSignal): Promise<Forest>;
  /** A certain controller, or its global catalogue on 3269. */
  at(host: string, port?: number): Controller;
  /** The answer of `read`, shared by everyone who asks for the same name within its life. */
  shared<T>(name: string, read: () => Promise<T>): Promise<T>;
}

export const anything: Filter = new PresenceFilter({ attribute: 'objectClass' });
export const equals = (attribute: string, value: string | Buffer): Filter =>
  new EqualityFilter({ attribute, value });
export const anyOf = (...filters: readonly Filter[]): Filter => new OrFilter({ filters: [...filters] });

interface Parts {
  readonly configuration: Configuration;
  readonly network: Network;
  readonly account: AccountGate;
  readonly now: () => number;
  /** ms that TLS may take before the next controller is tried beside it. */
  readonly headStartMs?: number;
  /** ms in which shared answers are not asked for again. */
  readonly lifeMs?: number;
}
interface Place {
  readonly host: string;
  readonly port: number;
}
const openMs = 6_000;

/** The directory client of one process. */
export function createDirectory(parts: Parts): Directory {
  const places = (parts.configuration.directory?.servers ?? []).map(placeOf);
  const open = new Map<string, Promise<LdapConnection>>();
  const roots = new WeakMap<LdapConnection, Promise<Root>>();
  const answers = new Map<string, { readonly at: number; readonly value: Promise<unknown> }>();

  let closed = false;

  const connection = async (key: string, make: () => Promise<LdapConnection>): Promise<LdapConnection> => {
    for (;;) {
      // A look that was given up may still ask; what it opened now nobody would ever close.
      if (closed) throw new Error('the directory client was closed');
      const making = open.get(key) ?? make();
      open.set(key, making);
      const link = await making.catch((error: unknown) => {
        if (open.get(key) === making) open.delete(key);
        throw error;
      });
      if (link.isOpen()) return link;
      // Only the first of those who waited opens it again.
      if (open.get(key) === making) open.delete(key);
    }
  };
  const anyController = () =>
    connection('any', async () => {
      if (places.length === 0) throw new Error('no domain controller is configured (directory.servers)');
      return firstThatAnswers(places, parts);
    });
  const controller = (get: () => Promise<LdapConnection>): Controller => ({
    root: async (signal) => {
      const link = await within(get(), signal);
      const known = roots.get(link) ?? readRoot(link);
      roots.set(link, known);
      known.catch(() => roots.delete(link));
      return within(known, signal);
    },
    search: async (ask, signal) => {
      const link = await within(get(), signal);
      return { by: shortName(link.host), entries: await link.search(ask, signal) };
    },
  });
  const shared = <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const kept = answers.get(name);
    // The name decides the type: each is used in one place only.
    if (kept !== undefined && parts.now() - kept.at < (parts.lifeMs ?? 60_000))
      return kept.value as Promise<T>;
    const value = read();
    answers.set(name, { at: parts.now(), value });
    value.catch(() => answers.delete(name));
    return value;
  };
  const first = controller(anyController);
  const directory: Directory = {
    ...first,
    shared,
    forest: (signal) =>
      within(
        shared('forest', () => readForest(first, AbortSignal.timeout(openMs))),
        signal,
      ),
    at: (host, port = 636) =>
      controller(() =>
        connection(`${host}:${port}`.toLowerCase(), () =>
          bound({ host, port }, parts, AbortSignal.timeout(openMs)),
        ),
      ),
    ownAccount: (signal) => readOwnAccount(directory, parts.account.name, parts.now(), signal),
    close: async () => {
      closed = true;
      const ends = [...open.values()].map((making) => making.then((link) => link.close()));
      open.clear();
      await Promise.allSettled(ends);
    },
  };
  return directory;
}

/** Starts with the first controller and adds the next whenever one fails or is slow; binds where TLS stands first. */
async function firstThatAnswers(places: readonly Place[], parts: Parts): Promise<LdapConnection> {
  const failures: string[] = [];
  const losers = new AbortController();
  const signal = AbortSignal.any([losers.signal, AbortSignal.timeout(openMs)]);
  try {
    return await new Promise<LdapConnection>((resolve, reject) => {
      let started = 0;
      let ended = 0;
      const startNext = () => {
        const place = places[started];
        if (place === undefined) return;
        started += 1;
        const next = setTimeout(startNext, parts.headStartMs ?? 1_500);
        signal.addEventListener('abort', () => clearTimeout(next), { once: true });
        bound(place, parts, signal).then(resolve, (error: Error) => {
          clearTimeout(next);
          ended += 1;
          failures.push(error.message);
          // A refused logon is not tried again elsewhere: the account is the same everywhere.
          if (error.name === 'AccountUnusable') reject(error);
          else if (ended === places.length) reject(new Error(failures.join('; '), { cause: error }));
          else startNext();
        });
      };
      startNext();
    });
  } finally {
    losers.abort(new Error('another domain controller answered first'));
  }
}

async function bound(place: Place, parts: Parts, signal: AbortSignal): Promise<LdapConnection> {
  const socket = await parts.network.secure({ host: place.host, port: place.port, signal });
  const link = ldapOver(socket, place.host);
  try {
    signal.throwIfAborted();
    await parts.account.authenticate<undefined>(
      { by: 'ldap', where: `${place.host} (LDAP bind)`, host: place.host, signal },
      async (login): Promise<Attempt<undefined>> => {
        const bind = await link.bind(login.account, login.password);
        return bind.outcome === 'accepted'
          ? { outcome: 'accepted', value: undefined }
          : { outcome: 'refused', says: bind.why, value: undefined };
      },
    );
    return link;
  } catch (error) {
    await link.close();
    throw error;
  }
}

async function readRoot(link: LdapConnection): Promise<Root> {
  const [entry] = await link.search({
    base: '',
    scope: 'base',
    filter: anything,
    attributes: ['defaultNamingContext', 'configurationNamingContext', 'dnsHostName'],
    sizeLimit: 1,
  });
  const domain = entry?.text('defaultNamingContext');
  const configuration = entry?.text('configurationNamingContext');
  if (domain === undefined || configuration === undefined)
    throw new Error(`${link.host} is no domain controller: its root names no naming contexts`);
  return { host: entry?.text('dnsHostName')?.toLowerCase() ?? link.host, domain, configuration };
}

function placeOf(url: string): Place {
  const { hostname, port } = new URL(url);
  return { host: hostname.toLowerCase(), port: port === '' ? 636 : Number(port) };
}
/** The first label of a host name, lower case: the key of `servers[…]`. */
export const shortName = (host: string): string => (host.split('.')[0] ?? host).toLowerCase();

/** The promise's result unless the signal ends first; the shared work behind it goes on. */
export function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
