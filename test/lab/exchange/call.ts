import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from './control.ts';

/** Who a request turned out to come from. */
export interface Caller {
  readonly account: Account;
  readonly scheme: 'NTLM' | 'Negotiate' | 'Basic' | 'Delegation';
}

/** One request as handlers see it. */
export interface Call {
  readonly requestId: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly host: string;
  readonly clientIp: string;
  readonly body: Buffer;
  readonly now: Date;
}
export interface SignedCall extends Call {
  readonly caller: Caller;
}
export type Headers = readonly (readonly [name: string, value: string])[];

/** What HttpProxy logs about the way of a request to its back end. */
export interface ProxyTrace {
  readonly anchor?: string;
  readonly routingHint?: string;
  readonly targetServer?: string;
  readonly targetBuild?: string;
  readonly backEndStatus?: number;
  readonly downLevel?: boolean;
  readonly genericErrors?: string;
  readonly proxyAction?: string;
  readonly errorCode?: string;
}

/** What a handler answers; whoever sends it adds the server's own headers and writes the logs. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body?: string | Buffer;
  /** Sent one by one, so that a client meets them as separate chunks. */
  readonly chunks?: readonly (string | Buffer)[];
  readonly substatus?: number;
  readonly win32?: number;
  /** What IIS logs as user although nobody was signed in: the name typed with Basic. */
  readonly typedName?: string;
  readonly trace?: ProxyTrace;
  /** http.sys answers by itself: no front end's headers, no HttpProxy line. */
  readonly byKernel?: boolean;
}
