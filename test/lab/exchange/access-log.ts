import { openSync, writeSync } from 'node:fs';

/** One line of the lab's own account of what reached a server; never a secret. */
export interface AccessLine {
  readonly connection: string;
  readonly kind: 'connect' | 'tls' | 'http';
  /** How long it took. */
  readonly ms: number;
  readonly [detail: string]: string | number | boolean | undefined;
}
export type AccessLog = (line: AccessLine) => void;

/** A writer of access lines; each is one write to a file opened for appending, so several processes may share it and a killed one loses nothing. */
export function openAccessLog(file: string, server: string, listener: string): AccessLog {
  const descriptor = openSync(file, 'a');
  return ({ connection, kind, ms, ...detail }) => {
    const line = { at: new Date().toISOString(), ms: Math.round(ms), server, listener, connection, kind, ...detail };
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
  };
}
