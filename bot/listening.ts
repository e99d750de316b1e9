import { createServer } from 'node:net';

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

/** Throws a ListenError when another program has the port. */
export async function requireFree(host: string, port: number, mend: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port, mend)));
    server.listen(port, host, resolve);
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
