import type { ServerResponse } from 'node:http';
import type { Fault } from './world.ts';

const connectionFaults = ['refuse', 'reset', 'stall-in-connect', 'stall-in-tls', 'garbage-in-tls'] as const;
export type ConnectionFault = (typeof connectionFaults)[number];

const isConnectionFault = (does: Fault['does']): does is ConnectionFault =>
  (connectionFaults as readonly string[]).includes(does);

/** What is wrong with whole connections to that listener (`https`); undefined when nothing is. */
export const connectionFault = (faults: readonly Fault[], listener: string): ConnectionFault | undefined =>
  faults
    .map(({ on, does }) => (on.toLowerCase() === listener ? does : undefined))
    .find((does) => does !== undefined && isConnectionFault(does)) as ConnectionFault | undefined; // the predicate above saw to it

/** What is wrong with requests to that path of the listener: the fault with the longest matching path wins. */
export function requestFault(faults: readonly Fault[], listener: string, path: string): Fault | undefined {
  const asked = path.toLowerCase();
  return faults
    .filter(({ on, does }) => {
      const [name = '', ...rest] = on.toLowerCase().split('/');
      const under = `/${rest.join('/')}`.replace(/\/$/, '');
      return (
        name === listener &&
        !isConnectionFault(does) &&
        (asked === under || asked.startsWith(`${under}/`) || asked.startsWith(`${under}?`))
      );
    })
    .sort((a, b) => b.on.length - a.on.length)[0];
}

const xml = { 'Content-Type': 'text/xml; charset=utf-8' };
const entities = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">${[1, 2, 3, 4, 5, 6, 7, 8, 9]
  .map((level) => `<!ENTITY x${level} "${`&x${level === 1 ? '' : level - 1};`.repeat(10)}">`)
  .join('')}<!ENTITY f SYSTEM "file:///etc/passwd">]><Autodiscover><a>&x9;&f;</a></Autodiscover>`;

/** Answers one request as the fault says, and gives the status for the log; 0 when no header is ever sent. */
export function answerFaulty(fault: Fault, url: string, response: ServerResponse): number {
  switch (fault.does) {
    case 'stall-in-headers':
      return 0;
    case 'stall-in-body':
      response.writeHead(200, { ...xml, 'Content-Length': '4096' });
      response.write('<?xml version="1.0" encoding="utf-8"?><Autodiscover');
      return 200;
    case 'garbage':
      response
        .writeHead(200, xml)
        .end(Buffer.from(Array.from({ length: 2048 }, (_, index) => (index * 89 + 7) % 256)));
      return 200;
    case 'huge-xml':
      response.writeHead(200, xml);
      response.write('<?xml version="1.0" encoding="utf-8"?><Autodiscover>');
      sendMuch(response, 10 * 1024 * 1024, '</Autodiscover>');
      return 200;
    case 'entities':
      response.writeHead(200, xml).end(entities);
      return 200;
    case 'redirect-loop':
      response.writeHead(302, { Location: fault.to ?? url }).end();
      return 302;
    case 'redirect-away':
      response
        .writeHead(302, {
          Location: fault.to ?? 'https://autodiscover.fabrikam.example/autodiscover/autodiscover.xml',
        })
        .end();
      return 302;
    default: {
      const status = fault.status ?? 503;
      response.writeHead(status, { 'Content-Type': 'text/html' }).end(`<h1>${status}</h1>`);
      return status;
    }
  }
}

function sendMuch(response: ServerResponse, bytes: number, end: string): void {
  const block = '<Protocol><Type>EXCH</Type><Server>x</Server></Protocol>'.repeat(1000);
  let left = bytes;
  const more = () => {
    while (left > 0) {
      left -= block.length;
      if (!response.write(block)) {
        response.once('drain', more);
        return;
      }
    }
    response.end(end);
  };
  more();
}
