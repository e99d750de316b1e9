import type { IncomingHttpHeaders } from 'node:http';
import type { AccountFound } from '../control.ts';

/** Who a request turned out to come from. */
export interface Caller {
  readonly account: AccountFound;
  readonly scheme: 'NTLM' | 'Negotiate' | 'Basic';
  /** The front end that spoke for him. */
  readonly through?: string;
}

/** One request as handlers see it. */
export interface Call {
  readonly requestId: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  /** With the question mark, or empty. */
  readonly search: string;
  readonly query: URLSearchParams;
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
  readonly anchor: string;
  readonly routingHint: string;
  readonly targetServer: string;
  readonly targetBuild: string;
  /** Absent when no back end answered. */
  readonly backEndStatus?: number;
  readonly downLevel: boolean;
  readonly errors?: string;
}

/** What a handler answers; whoever sends it adds the server's own headers and writes the logs. */
export interface Answer {
  readonly status: number;
  /** The words after the status, where they are not the usual ones. */
  readonly reason?: string;
  readonly headers: Headers;
  readonly body?: string | Buffer;
  /** Sent one by one, so that a client meets them as separate chunks. */
  readonly chunks?: readonly (string | Buffer)[];
  readonly substatus?: number;
  readonly win32?: number;
  /** What IIS logs as user although nobody was signed in: the name typed with Basic. */
  readonly typedName?: string;
  readonly trace?: ProxyTrace;
  /** The ticket of a computer account could not be read: what the server that sent it logs as InvalidToken. */
  readonly invalidToken?: boolean;
  /** http.sys answers by itself: no headers of Exchange, no HttpProxy line. */
  readonly byKernel?: boolean;
}
