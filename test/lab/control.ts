import { readFileSync } from 'node:fs';
import { type AccessLog, openAccessLog } from './access-log.ts';
import type { Pool, World } from './world.ts';

/** What a server process is told on its command line, as JSON. */
export interface ServerSpecification {
  /** The server's short name, as in the world. */
  readonly server: string;
  /** The completed world as JSON: `JSON.parse` gives a World. */
  readonly worldFile: string;
  readonly accessLog: string;
  /** Log → folder: iis, iis-backend, http-proxy, mapi-http, … */
  readonly logs: Readonly<Record<string, string>>;
  /** PEM files of the certificate chain and of its key. */
  readonly certificate: { readonly chain: string; readonly key: string };
  /** PEM file of the lab's own CA. */
  readonly ca: string;
  /** The pools as they stand now: state, startedAt. */
  readonly pools: readonly Pool[];
  /** Pools that were recycled since the lab started: what the world states of their caches is gone. */
  readonly coldPools: readonly string[];
}

export type LogonRefusal =
  | 'no-such-user'
  | 'wrong-password'
  | 'locked'
  | 'disabled'
  | 'expired'
  | 'password-expired'
  | 'must-change'
  | 'logon-hours'
  | 'workstation'
  | 'ntlm-denied';
/** What the domain controller says of a logon, with the codes that Windows and its logs use for it. */
export type LogonOutcome =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly why: LogonRefusal;
      /** sc-win32-status: 1326, 1909, … */
      readonly win32: number;
      /** Sub-status of security event 4625: C000006A, … */
      readonly subStatus: string;
      /** `data` of the LDAP diagnostic text: 52e, 775, … */
      readonly ldapData: string;
    };
export interface AccountFound {
  readonly sam: string;
  readonly netbios: string;
  readonly upn: string;
  readonly sid: string;
  /** Primary address; empty without a mailbox. */
  readonly address: string;
  /** NT hash of the password, hex. */
  readonly ntHash: string;
}
export interface Located {
  readonly address: string;
  readonly guid: string;
  readonly sid: string;
  readonly displayName: string;
  readonly legacyDn: string;
  readonly kind: string;
  /** Short name of the server that holds it, as that domain controller sees it now. */
  readonly server: string;
  readonly database: string;
}

/** Every question a server process may ask the lab, with its answer. */
export interface Questions {
  /** An account by domain (NetBIOS or DNS; may be empty) and user (sAMAccountName or UPN). */
  account: { asks: { domain: string; user: string }; answers: AccountFound | null };
  /** Settles a logon: counts a wrong password, locks at the threshold, applies the account's state. */
  logon: {
    asks: {
      domain: string;
      user: string;
      passwordRight: boolean;
      by: 'ntlm' | 'basic';
      workstation?: string;
    };
    answers: LogonOutcome;
  };
  /** A mailbox by anchor (Smtp~…, Sid~…, MailboxGuid~…, LegacyDn~…), as the named domain controller sees it now. */
  locate: { asks: { anchor: string; domainController?: string }; answers: Located | null };
  /** Where another server's listener is dialled, ip:port; null when it is down. */
  dial: { asks: { server: string; listener: string }; answers: string | null };
}
export type Ask = <Q extends keyof Questions>(
  question: Q,
  asks: Questions[Q]['asks'],
) => Promise<Questions[Q]['answers']>;

export type ToServer =
  | { readonly kind: 'listen'; readonly ports: Readonly<Record<string, number>> }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly why?: string };
export type FromServer =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'listening'; readonly ports: Readonly<Record<string, number>> }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ask'; readonly id: number; readonly question: keyof Questions; readonly asks: unknown };

export interface ServerSurroundings {
  readonly specification: ServerSpecification;
  readonly world: World;
  readonly ask: Ask;
  readonly accessLog: AccessLog;
  /** Ports of the incarnation before this one, to listen on again; empty at first. */
  readonly ports: Readonly<Record<string, number>>;
}

/**
 * Runs this process as one incarnation of a server: loads, waits to be told to listen, answers with its ports by
 * listener name (`https`), and ends when its parent does. `listen` gives the ports it listens on.
 */
export function runServer(
  listen: (surroundings: ServerSurroundings) => Promise<Readonly<Record<string, number>>>,
): void {
  // Written by the supervisor of this lab from the same interface.
  const specification = JSON.parse(process.argv[2] ?? '{}') as ServerSpecification;
  const world = JSON.parse(readFileSync(specification.worldFile, 'utf8')) as World;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  const send = (message: FromServer) => process.send?.(message);
  const ask: Ask = (question, asks) =>
    new Promise((resolve, reject) => {
      asked += 1;
      // The supervisor answers a question with the type that Questions gives it.
      waiting.set(asked, { resolve: resolve as (value: unknown) => void, reject });
      send({ kind: 'ask', id: asked, question, asks });
    });
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: ToServer) => {
    if (message.kind === 'answer') {
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.why === undefined) waiter?.resolve(message.value ?? null);
      else waiter?.reject(new Error(message.why));
      return;
    }
    const accessLog = openAccessLog(specification.accessLog, specification.server);
    listen({ specification, world, ask, accessLog, ports: message.ports }).then(
      (ports) => send({ kind: 'listening', ports }),
      (error: unknown) => {
        send({
          kind: 'failed',
          why: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
      },
    );
  });
  send({ kind: 'loaded' });
}
