import { errorCode, errorText } from '../error-code.ts';

export type Phase = 'resolve' | 'connect' | 'tls' | 'request' | 'headers' | 'body';

const did: Readonly<Record<Phase, string>> = {
  resolve: 'its name could not be resolved',
  connect: 'no connection',
  tls: 'no TLS connection',
  request: 'the request could not be sent',
  headers: 'no answer',
  body: 'the answer did not come to its end',
};

/** A host that could not be reached, or did not answer to the end: one sentence with host, phase and reason. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly place: string;
  readonly phase: Phase;
  /** Without the host: what goes into a fact that is already keyed by it. */
  readonly reason: string;
  constructor(place: string, phase: Phase, why: unknown) {
    const reason = `${did[phase]}: ${reasonOf(why)}`;
    super(`${place}: ${reason}`, { cause: why });
    this.place = place;
    this.phase = phase;
    this.reason = reason;
  }
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ETIMEDOUT: 'timed out',
  ENOTFOUND: 'no such name',
  ENODATA: 'the name has no address',
  ESERVFAIL: 'the DNS server failed',
  EREFUSED: 'the DNS server refused the question',
  ETIMEOUT: 'the DNS server did not answer',
  ECANCELLED: 'the question was given up',
  UND_ERR_SOCKET: 'the connection was closed',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate’s root is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate’s issuer is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate’s issuer is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate’s issuer is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for other names',
};

/** Words for a low-level error, with its code; a text of ours stays as it is. */
export function reasonOf(why: unknown): string {
  const code = errorCode(why);
  const words = known[code];
  if (words !== undefined) return `${words} (${code})`;
  if (code.startsWith('ERR_SSL_')) return `${code.slice(8).toLowerCase().replaceAll('_', ' ')} (${code})`;
  return errorText(why);
}

/** The work's result, or `Unreachable` after that many ms; the signal's reason when it is given up before. */
export async function within<T>(
  ms: number,
  signal: AbortSignal,
  place: string,
  phase: Phase,
  work: Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;
  const given = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Unreachable(place, phase, `nothing within ${ms / 1000} s`)), ms);
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    // The work that lost the race may still fail; that failure has been told already.
    work.catch(() => undefined);
  }
}
