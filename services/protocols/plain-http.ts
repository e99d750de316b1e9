import { Client } from 'undici';
import { gathered, type HttpHead, httpLimits } from './http.ts';
import type { Network } from './network.ts';
import { Unreachable, within } from './unreachable.ts';

/**
 * The head of the answer to a GET over port 80. It takes no headers of the caller, so nothing secret can go this way;
 * a redirect is not followed. Throws `Unreachable`.
 */
export async function getPlain(
  network: Network,
  { host, path }: { readonly host: string; readonly path: string },
  signal: AbortSignal,
): Promise<Pick<HttpHead, 'status' | 'headers'>> {
  const place = `${host}:80`;
  const lifetime = new AbortController();
  let failure: unknown;
  const client = new Client(`http://${place}`, {
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 32_768,
    connect: (_options, callback) => {
      network.dial(host, 80, lifetime.signal).then(
        (socket) => callback(null, socket),
        (error: Error) => {
          failure = error;
          callback(error, null);
        },
      );
    },
  });
  const { resolveMs, connectMs } = network.patience;
  try {
    const asked = client.request({
      method: 'GET',
      path,
      headers: { 'user-agent': 'Microsoft Office/16.0 PopupDesk' },
      signal,
    });
    const answer = await within(
      resolveMs + connectMs + httpLimits.headersMs,
      signal,
      place,
      'headers',
      asked,
    );
    return { status: answer.statusCode, headers: gathered(answer.headers) };
  } catch (error) {
    signal.throwIfAborted();
    const why = failure ?? error;
    throw why instanceof Unreachable ? why : new Unreachable(place, 'headers', why);
  } finally {
    lifetime.abort(new Error('closed'));
    client.destroy().catch(() => undefined);
  }
}
