import { type Element, integerOf, readAll, write, writeInteger, writeText } from './ber.ts';

/** A search filter (RFC 4511 section 4.5.1.7); values are bytes, as they may be binary. */
export type Filter =
  | { readonly is: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly is: 'not'; readonly of: Filter }
  | { readonly is: 'equal' | 'at-least' | 'at-most'; readonly attribute: string; readonly value: Buffer }
  | { readonly is: 'present'; readonly attribute: string }
  | {
      readonly is: 'substring';
      readonly attribute: string;
      readonly initial: string;
      readonly any: readonly string[];
      readonly final: string;
    }
  | { readonly is: 'extensible'; readonly attribute: string; readonly rule: string; readonly value: Buffer };

export interface SearchRequest {
  readonly kind: 'search';
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly sizeLimit: number;
  readonly filter: Filter;
  readonly attributes: readonly string[];
  readonly page?: { readonly size: number; readonly cookie: string };
  /** OIDs of critical controls that this server does not know. */
  readonly unknownCritical: readonly string[];
}
export type Request =
  | { readonly kind: 'bind'; readonly name: string; readonly password?: string }
  | SearchRequest
  | { readonly kind: 'unbind' | 'abandon' }
  | { readonly kind: 'other'; readonly answerTag: number };

const pagedResults = '1.2.840.113556.1.4.319';
const text = (element: Element | undefined) => element?.content.toString('utf8') ?? '';
const must = (element: Element | undefined): Element => {
  if (!element) throw new Error('an element is missing');
  return element;
};

/** The request in an LDAPMessage (RFC 4511 section 4.1.1) and its id. */
export function readRequest(message: Buffer): { readonly id: number; readonly request: Request } {
  const [id, operation, controls] = readAll(message);
  return { id: integerOf(must(id)), request: readOperation(must(operation), controls) };
}

function readOperation(operation: Element, controls: Element | undefined): Request {
  switch (operation.tag) {
    case 0x60: {
      const [, name, credentials] = readAll(operation.content);
      const simple = credentials?.tag === 0x80 ? { password: text(credentials) } : {};
      return { kind: 'bind', name: text(name), ...simple };
    }
    case 0x42:
      return { kind: 'unbind' };
    case 0x50:
      return { kind: 'abandon' };
    case 0x63:
      return readSearch(operation, controls);
    default:
      return { kind: 'other', answerTag: operation.tag === 0x77 ? 0x78 : operation.tag + 1 };
  }
}

function readSearch(operation: Element, controls: Element | undefined): SearchRequest {
  const [base, scope, , sizeLimit, , , filter, attributes] = readAll(operation.content);
  let page: SearchRequest['page'];
  const unknownCritical: string[] = [];
  for (const control of controls?.tag === 0xa0 ? readAll(controls.content) : []) {
    const [type, ...rest] = readAll(control.content);
    const critical = rest.some((part) => part.tag === 0x01 && integerOf(part) !== 0);
    const value = rest.find(({ tag }) => tag === 0x04);
    if (text(type) === pagedResults && value) {
      const [size, cookie] = readAll(must(readAll(value.content)[0]).content);
      page = { size: integerOf(must(size)), cookie: text(cookie) };
    } else if (critical) unknownCritical.push(text(type));
  }
  return {
    kind: 'search',
    base: text(base),
    scope: (['base', 'one', 'sub'] as const)[integerOf(must(scope))] ?? 'sub',
    sizeLimit: integerOf(must(sizeLimit)),
    filter: readFilter(must(filter)),
    attributes: readAll(must(attributes).content).map(text),
    unknownCritical,
    ...(page ? { page } : {}),
  };
}

function readFilter({ tag, content }: Element): Filter {
  const comparison = (is: 'equal' | 'at-least' | 'at-most'): Filter => {
    const [attribute, value] = readAll(content);
    return { is, attribute: text(attribute), value: must(value).content };
  };
  switch (tag) {
    case 0xa0:
    case 0xa1:
      return { is: tag === 0xa0 ? 'and' : 'or', of: readAll(content).map(readFilter) };
    case 0xa2:
      return { is: 'not', of: readFilter(must(readAll(content)[0])) };
    case 0xa3:
    case 0xa8:
      return comparison('equal');
    case 0xa5:
      return comparison('at-least');
    case 0xa6:
      return comparison('at-most');
    case 0x87:
      return { is: 'present', attribute: content.toString('utf8') };
    case 0xa4: {
      const [attribute, parts] = readAll(content);
      const pieces = readAll(must(parts).content);
      const of = (kind: number) => pieces.filter((piece) => piece.tag === kind).map(text);
      return {
        is: 'substring',
        attribute: text(attribute),
        initial: of(0x80)[0] ?? '',
        any: of(0x81),
        final: of(0x82)[0] ?? '',
      };
    }
    case 0xa9: {
      const parts = readAll(content);
      const part = (kind: number) => parts.find((each) => each.tag === kind);
      return {
        is: 'extensible',
        rule: text(part(0x81)),
        attribute: text(part(0x82)),
        value: must(part(0x83)).content,
      };
    }
    default:
      throw new Error(`filter 0x${tag.toString(16)}`);
  }
}

const message = (id: number, operation: Buffer, ...controls: Buffer[]) =>
  write(0x30, writeInteger(id), operation, ...controls);

/** An LDAPResult (RFC 4511 section 4.1.9) under the tag of its operation, with the cookie of the next page if there is paging. */
export function resultMessage(
  id: number,
  tag: number,
  code: number,
  diagnostic = '',
  cookie?: string,
): Buffer {
  const operation = write(tag, writeInteger(code, 0x0a), writeText(''), writeText(diagnostic));
  if (cookie === undefined) return message(id, operation);
  const value = write(0x30, writeInteger(0), writeText(cookie));
  return message(id, operation, write(0xa0, write(0x30, writeText(pagedResults), writeText(value))));
}

/** A SearchResultEntry (RFC 4511 section 4.5.2). */
export function entryMessage(
  id: number,
  dn: string,
  attributes: readonly (readonly [string, readonly (string | Buffer)[]])[],
): Buffer {
  const list = attributes.map(([name, values]) =>
    write(0x30, writeText(name), write(0x31, ...values.map((value) => writeText(value)))),
  );
  return message(id, write(0x64, writeText(dn), write(0x30, ...list)));
}
