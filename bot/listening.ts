import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Thrown when a port cannot be opened; its message is a sentence for a person. */
export class ListenError extends Error {}

/** The sentence for an error of listening, with the mend. */
export function listenError(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  mend: string,
): ListenError {
  return error.code === 'EADDRINUSE'
    ? new ListenError(`Port ${port} on ${host} is in use. ${mend}`, { cause: error })
    : new ListenError(`Port ${port} on ${host} cannot be opened: ${error.message}`, { cause: error });
}

/** How long a program that was killed may take to let go of its ports: its children notice it and end too. */
const lettingGoMs = 3_000;

/** Throws a ListenError when another program has the port and keeps it. */
export async function requireFree(host: string, port: number, mend: string): Promise<void> {
  const until = performance.now() + lettingGoMs;
  for (;;) {
    const error = await tryListening(host, port);
    if (error === undefined) return;
    if (error.code !== 'EADDRINUSE' || performance.now() >= until) throw listenError(error, host, port, mend);
    await wait(100);
  }
}

/** The error of opening the port, undefined when it opened; it is closed again. */
async function tryListening(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  const server = createServer();
  const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => resolve(undefined));
  });
  if (error === undefined) await new Promise<void>((resolve) => server.close(() => resolve()));
  return error;
}
