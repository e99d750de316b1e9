import { openSync, writeSync } from 'node:fs';

export type AccessKind = 'connect' | 'tls' | 'http' | 'ldap' | 'dns' | 'script' | 'process';

/** One thing that reached a lab server. `at` is when it began, `ms` how long it took until its answer was handed to the socket. */
export interface AccessEntry {
  readonly kind: AccessKind;
  readonly listener: string;
  /** One per accepted connection; empty for datagrams. */
  readonly connection: string;
  /** performance.now() at its beginning. */
  readonly began: number;
  /** What was asked and answered: method, path, host, scheme, user, status… never a secret. */
  readonly detail: Readonly<Record<string, unknown>>;
}
export type AccessLog = (entry: AccessEntry) => void;

/**
 * The writer of one server's lines in the shared access log. Each line is one write to a file opened for
 * appending, so the lines of several processes never mix, and a line is there before the answer is.
 */
export function openAccessLog(file: string, server: string): AccessLog {
  const descriptor = openSync(file, 'a');
  return ({ kind, listener, connection, began, detail }) => {
    const at = new Date(performance.timeOrigin + began).toISOString();
    const ms = Math.round((performance.now() - began) * 1000) / 1000;
    writeSync(descriptor, `${JSON.stringify({ at, ms, server, listener, connection, kind, ...detail })}\n`);
  };
}
