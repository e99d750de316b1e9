import type { Duplex } from 'node:stream';
import type { AccessLog } from '../access-log.ts';
import type { Fault, World } from '../world.ts';
import type { Accounts } from './accounts.ts';
import { readElement } from './ber.ts';
import type { Entry } from './entry.ts';
import type { Readable } from './match.ts';
import { entryMessage, type Request, readRequest, resultMessage, type SearchRequest } from './messages.ts';
import type { Tree } from './tree.ts';
import { writtenFilter } from './written-filter.ts';

export interface SessionSurroundings {
  readonly world: World;
  readonly tree: Tree;
  readonly accounts: Accounts;
  readonly readable: Readable;
  /** True for a global catalogue: an empty base searches everything. */
  readonly everywhere: boolean;
  readonly listener: string;
  readonly connection: string;
  readonly answerMs: number;
  readonly fault: Fault | undefined;
  readonly log: AccessLog;
}
/** AD answers at most so many entries to one search; more takes paging. */
const maxPageSize = 1000;
const noBind =
  '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563\0';

/** Converses over one connection: binds, searches, one request after the other. */
export function converse(socket: Duplex, around: SessionSurroundings): void {
  let pending: Buffer = Buffer.alloc(0);
  let boundAs: string | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const answer = (id: number, request: Request, began: number) => {
    const detail = (more: Readonly<Record<string, unknown>>) =>
      around.log({
        kind: 'ldap',
        listener: around.listener,
        connection: around.connection,
        began,
        detail: { request: request.kind, ...more },
      });
    switch (request.kind) {
      case 'bind': {
        const { code, diagnostic, user } = bind(request, around);
        boundAs = user;
        detail({ user: request.name, result: code, ...(code === 0 ? {} : { diagnostic }) });
        return resultMessage(id, 0x61, code, diagnostic);
      }
      case 'search': {
        const { messages, found, code } = search(id, request, around, boundAs !== undefined);
        detail({
          base: request.base,
          scope: request.scope,
          filter: writtenFilter(request.filter),
          attributes: request.attributes,
          found,
          result: code,
        });
        return Buffer.concat(messages);
      }
      case 'other':
        detail({ result: 53 });
        return resultMessage(id, request.answerTag, 53, 'this directory is read-only');
      default:
        detail({});
        return undefined;
    }
  };
  const take = async (content: Buffer) => {
    const began = performance.now();
    const { id, request } = readRequest(content);
    if (request.kind === 'unbind') {
      socket.end();
      return;
    }
    if (around.answerMs > 0) await new Promise((resolve) => setTimeout(resolve, around.answerMs));
    const { fault } = around;
    if (fault && request.kind !== 'abandon') {
      around.log({
        kind: 'ldap',
        listener: around.listener,
        connection: around.connection,
        began,
        detail: { request: request.kind, fault: fault.does },
      });
      answerFaulty(socket, fault, id, request);
      return;
    }
    const bytes = answer(id, request, began);
    if (bytes && !socket.destroyed) socket.write(bytes);
  };
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    try {
      for (let element = readElement(pending); element; element = readElement(pending)) {
        const { content } = element;
        pending = pending.subarray(element.length);
        turn = turn.then(() => take(content)).catch(() => socket.destroy());
      }
    } catch {
      socket.destroy(); // what is no BER gets no answer, as from AD
    }
  });
  socket.on('error', () => socket.destroy());
}

function bind(
  request: Extract<Request, { kind: 'bind' }>,
  { accounts, tree, world }: SessionSurroundings,
): { code: number; diagnostic: string; user: string | undefined } {
  if (request.password === undefined)
    return {
      code: 7,
      diagnostic: '00002028: LdapErr: DSID-0C090259, comment: only simple binds here, data 0, v4563',
      user: undefined,
    };
  // An empty name or password is an anonymous bind, which AD grants and which may read the rootDSE only.
  if (request.name === '' || request.password === '') return { code: 0, diagnostic: '', user: undefined };
  const [domain, user] = nameOf(request.name, tree);
  const found = accounts.find(domain, user);
  const outcome = accounts.logon({
    domain,
    user,
    passwordRight: found?.account.password === request.password,
    by: 'basic',
    workstation: world.domainControllers[0]?.name ?? '',
  });
  if (outcome.allowed) return { code: 0, diagnostic: '', user: found?.sam };
  const diagnostic = `80090308: LdapErr: DSID-0C090446, comment: AcceptSecurityContext error, data ${outcome.ldapData}, v2580\0`;
  return { code: 49, diagnostic, user: undefined };
}

/** The bind name as domain and user: DOMAIN\user, user@suffix, or a DN. */
function nameOf(name: string, tree: Tree): readonly [string, string] {
  const [domain = '', user] = name.split('\\');
  if (user !== undefined) return [domain, user];
  if (!/^[a-z]+=/i.test(name)) return ['', name];
  const sam = tree.find(name)?.attributes.get('samaccountname')?.values()[0];
  return ['', typeof sam === 'string' ? sam : name];
}

function search(
  id: number,
  request: SearchRequest,
  { tree, readable, everywhere }: SessionSurroundings,
  bound: boolean,
): { messages: Buffer[]; found: number; code: number } {
  const done = (code: number, diagnostic = '', entries: Buffer[] = [], cookie?: string) => ({
    messages: [...entries, resultMessage(id, 0x65, code, diagnostic, cookie)],
    found: entries.length,
    code,
  });
  if (request.unknownCritical.length > 0)
    return done(
      12,
      `00000057: LdapErr: DSID-0C090A2F, comment: unsupported critical control ${request.unknownCritical[0]}`,
    );
  if (request.base === '' && request.scope === 'base')
    return done(0, '', [say(id, tree.rootDse, request, () => true)]);
  if (!bound) return done(1, noBind);
  const all = tree.search(request, readable, everywhere);
  if (all === 'referral')
    return done(10, '0000202B: RefErr: DSID-0310084A, data 0, 1 access points\n\tref 1: another domain\n\0');
  if (all === 'no-such-object')
    return done(
      32,
      `0000208D: NameErr: DSID-03100288, problem 2001 (NO_OBJECT), data 0, best match of:\n\t''\n\0`,
    );
  const from = Number(request.page?.cookie || 0);
  const size = Math.min(request.page?.size || maxPageSize, maxPageSize);
  const page = all.slice(from, from + size).map((entry) => say(id, entry, request, readable));
  const limit = request.sizeLimit > 0 ? request.sizeLimit : Number.POSITIVE_INFINITY;
  if (!request.page && all.length > Math.min(size, limit)) return done(4, '', page.slice(0, limit));
  const next = from + size < all.length ? String(from + size) : '';
  return request.page ? done(0, '', page, next) : done(0, '', page);
}

function say(id: number, entry: Entry, request: SearchRequest, readable: Readable): Buffer {
  const asked = request.attributes.map((name) => name.toLowerCase());
  const everything = asked.length === 0 || asked.includes('*');
  const chosen = [...entry.attributes.entries()].filter(([key, { constructed }]) => {
    if (!readable(entry, key)) return false;
    // Metadata is answered to base searches only ([MS-ADTS] 3.1.1.4.5.20).
    if ((key.startsWith('msds-repl') || key === 'tokengroups') && request.scope !== 'base') return false;
    return asked.includes(key) || (everything && !constructed);
  });
  return entryMessage(
    id,
    entry.dn,
    chosen
      .map(([, attribute]) => [attribute.name, attribute.values()] as const)
      .filter(([, values]) => values.length > 0),
  );
}

function answerFaulty(socket: Duplex, fault: Fault, id: number, request: Request): void {
  switch (fault.does) {
    case 'stall-in-headers':
      return;
    case 'stall-in-body':
      socket.write(
        request.kind === 'bind'
          ? resultMessage(id, 0x61, 0)
          : Buffer.from([0x30, 0x84, 0x00, 0x00, 0x10, 0x00, 0x02]),
      );
      return;
    case 'status':
      socket.write(
        resultMessage(id, request.kind === 'bind' ? 0x61 : 0x65, 51, '00000013: LdapErr: the server is busy'),
      );
      return;
    default:
      socket.write(Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 89 + 7) % 256)));
      socket.end();
  }
}
