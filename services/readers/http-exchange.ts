import { type Collection, collecting } from '../pasting/collecting.ts';
import { bringAnswer, urlOf } from '../pasting/service-facts.ts';
import { readTime } from '../pasting/times.ts';
import { reader } from '../reader.ts';

const requestLine =
  /^(?:> )?(GET|POST|HEAD|OPTIONS|PUT|RPC_IN_DATA|RPC_OUT_DATA) (\S{1,2000}) HTTP\/[\d.]{1,3}\s*$/;
const statusLine = /^(?:< )?HTTP\/[\d.]{1,3} ([1-5]\d\d)(?: [^\r\n]{0,100})?\s*$/;
const headerLine = /^(?:[<>] )?([A-Za-z][\w-]{1,60}):\s{0,9}(.*)$/;
const connected =
  /^\* (?:Connected to|SSL connection using|Trying|Server certificate|ALPN|TLSv|HTTP|Using|Mark bundle|Connection #|Closing|subject:|issuer:|Request completely|schannel|Host |old SSL|start date|expire date|SSL)/i;

interface Head {
  readonly from: number;
  to: number;
  readonly headers: Map<string, string[]>;
}
interface Request extends Head {
  readonly target: string;
}
interface Response extends Head {
  readonly status: number;
}

export default reader({
  id: 'http-exchange',
  title: 'HTTP requests and answers with their headers (Fiddler, curl -v)',
  order: 30,
  read: ({ lines }) => {
    const found = collecting({ lines });
    let request: Request | undefined;
    let response: Response | undefined;
    let open: Head | undefined;
    let isAnswered = false;
    const unanswered = (): void => {
      if (request !== undefined && !isAnswered)
        found.ignored(request.from, 'a request whose answer is not in the text', request.to);
    };
    const settle = (): void => {
      if (response !== undefined) bring(request, response, found);
      if (response !== undefined) isAnswered = true;
      response = undefined;
    };
    for (const [index, line] of lines.entries()) {
      const number = index + 1;
      const [, , target] = requestLine.exec(line) ?? [];
      const [, status] = statusLine.exec(line) ?? [];
      if (target !== undefined) {
        settle();
        unanswered();
        isAnswered = false;
        request = { from: number, to: number, target, headers: new Map() };
        open = request;
      } else if (status !== undefined) {
        settle();
        response = { from: number, to: number, status: Number(status), headers: new Map() };
        open = response;
      } else if (open !== undefined) {
        const [, name, value = ''] = headerLine.exec(line) ?? [];
        if (name !== undefined && open.headers.size < 100) {
          const values = open.headers.get(name.toLowerCase());
          if (values === undefined) open.headers.set(name.toLowerCase(), [value.trim()]);
          else values.push(value.trim());
          open.to = number;
        } else if (connected.test(line)) found.understood(number, 'what curl says of the connection');
        else {
          if (/^[<>]\s*$/.test(line)) found.understood(number, 'end of a head');
          open = undefined;
        }
      } else if (connected.test(line)) found.understood(number, 'what curl says of the connection');
    }
    settle();
    unanswered();
    return found.result();
  },
});

function bring(request: Request | undefined, response: Response, found: Collection): void {
  const { from, to, status, headers } = response;
  if (request === undefined) {
    found.ignored(from, 'an answer without its request: paste the request too, with its Host', to);
    return;
  }
  const host = request.headers.get('host')?.[0] ?? '';
  const url = urlOf(request.target) ?? (host === '' ? undefined : urlOf(`https://${host}${request.target}`));
  const dated = readTime(headers.get('date')?.[0] ?? '');
  const scheme = (request.headers.get('authorization')?.[0] ?? '').split(/\s/)[0] ?? '';
  const at = dated !== undefined && 'at' in dated ? dated.at : undefined;
  if (url !== undefined && bringAnswer({ line: from, url, status, headers, scheme, at }, found)) {
    found.understood(request.from, 'a request', request.to);
    found.understood(from, 'an answer', to);
  } else {
    const why =
      url === undefined
        ? 'a request that names no host'
        : 'a request for something else than Exchange’s services';
    found.ignored(request.from, why, request.to);
    found.ignored(from, 'its answer', to);
  }
}
