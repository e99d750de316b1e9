import { exampleAt, exampleMailbox } from '../cause.ts';
import { hour } from './mailbox.ts';

/** A time so many hours before the moment of the examples. */
export const hoursBefore = (hours: number): string =>
  new Date(Date.parse(exampleAt) - hours * hour).toISOString();

/** A log line of an example: one hour old, of the mailbox of the examples unless told otherwise. */
export const exampleLine = (line: Readonly<Record<string, string | number | boolean>>) => [
  { at: hoursBefore(1), user: exampleMailbox.user, ...line },
];

/** What stands in an example where no line of interest was found: a request of hers that went well. */
export const harmlessLine = exampleLine({
  server: 'ex16b',
  log: 'http-proxy',
  stem: '/mapi/emsmdb/',
  status: 200,
  signature: 'success',
});
/** A request of hers that a front end sent down to Exchange 2010 after the move. */
export const staleLine = exampleLine({
  server: 'ex16b',
  log: 'http-proxy',
  anchor: `Sid~${exampleMailbox.sid}`,
  stem: '/autodiscover/autodiscover.xml',
  status: 302,
  backEndStatus: 302,
  target: 'ex10a.corp.local',
  targetVersion: '14.03.0123.000',
  downLevel: true,
  signature: 'stale-location',
});
/** Both front ends searched over the last day, the move three hours old. */
export const searchedSinceMove = {
  'servers[ex16a].exchange': '2016',
  'servers[ex16b].exchange': '2016',
  'mailbox.movedAt': hoursBefore(3),
  'searched[ex16a/http-proxy].from': hoursBefore(24),
  'searched[ex16a/http-proxy].to': hoursBefore(0),
  'searched[ex16b/http-proxy].from': hoursBefore(24),
  'searched[ex16b/http-proxy].to': hoursBefore(0),
} as const;
/** Exchange 2010 on Windows Server 2008 R2, running for weeks. */
export const legacyServer = {
  'servers[ex10a].exchange': '2010',
  'servers[ex10a].osVersion': '6.1 (7601)',
  'servers[ex10a].bootedAt': hoursBefore(400),
} as const;
/** A request of hers to a shared mailbox on it that a front end could not pass on. */
export const invalidToken = exampleLine({
  server: 'ex16a',
  log: 'http-proxy',
  anchor: 'Smtp~shared@contoso.example',
  stem: '/rpc/rpcproxy.dll',
  status: 401,
  target: 'ex10a.corp.local',
  targetVersion: '14.03.0123.000',
  downLevel: true,
  signature: 'negotiate-invalid-token',
});
