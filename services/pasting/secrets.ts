import { decodedSecrets } from './secret-decoding.ts';
import { followingLines, followingTrigger } from './secret-lines.ts';
import { rules } from './secret-rules.ts';

/** A secret that stood in a line, by what it was. */
export interface SecretCut {
  /** From 1. */
  readonly line: number;
  readonly kind: SecretKind;
}
export type SecretKind =
  | 'password'
  | 'sign-in header'
  | 'cookie'
  | 'token'
  | 'NTLM message'
  | 'Kerberos ticket'
  | 'private key'
  | 'SAML assertion'
  | 'access key';

/** What stands in the place of a secret. */
export const cutMark = '[cut]';

/** A secret that may go on over several lines: how it begins, how it ends, and what its lines look like. */
interface Block {
  readonly kind: SecretKind;
  readonly begins: RegExp;
  readonly ends: RegExp;
  /** Lines that cannot belong to it end it: the end may have been left out. */
  readonly goesOn?: RegExp;
}
const blocks: readonly Block[] = [
  {
    kind: 'private key',
    begins: /-{2,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY/i,
    ends: /-{2,5} ?END [A-Z0-9 ]{0,30}PRIVATE KEY[ -]*/i,
    goesOn: /^[\s>|]*(?:[A-Za-z0-9+/=]{1,100}|[A-Za-z-]{1,30}:.{0,100})?\s*$/,
  },
  {
    kind: 'SAML assertion',
    begins: /<(?:[\w-]{1,20}:)?(?:Encrypted)?Assertion[\s>]/i,
    ends: /<\/(?:[\w-]{1,20}:)?(?:Encrypted)?Assertion\s{0,9}>/i,
  },
];
/** A line of nothing but base64, as a long header is wrapped. */
const wrapped = /^[\s>|]*[A-Za-z0-9+/_-]{16,}={0,2}\s*$/;
/** A header whose value stands on the next line. */
const unfinished = /\bAuthorization["']?\s{0,9}[:=]\s{0,9}(?:Basic|Bearer|NTLM|Negotiate|Kerberos)?\s*$/i;
/** Cheap first look, made of what every rule waits for, so that none is forgotten: most lines hold nothing of it. */
const suspicious = new RegExp(
  [
    ...new Set([
      ...rules.map(({ trigger }) => trigger.source),
      'PRIVATE KEY|assertion',
      followingTrigger.source,
      '&#|X-FailureContext',
    ]),
  ].join('|'),
  'i',
);

/** Lines with every secret replaced by `[cut]`, and where they were. Nothing else is changed; linear in the text. */
export function cutSecrets(lines: readonly string[]): {
  readonly lines: readonly string[];
  readonly cut: readonly SecretCut[];
} {
  const cut: SecretCut[] = [];
  let open: Block | undefined;
  /** The kind that the line before ended in: a long value may be wrapped. */
  let before: SecretKind | undefined;
  const following = followingLines();
  const clean = lines.map((line, index) => {
    const note = (kind: SecretKind): void => {
      cut.push({ line: index + 1, kind });
    };
    if (open !== undefined) {
      const end = open.ends.exec(line);
      if (end !== null) {
        note(open.kind);
        open = undefined;
        return `${cutMark}${withoutValues(line.slice(end.index + end[0].length), note)}`;
      }
      if (open.goesOn === undefined || open.goesOn.test(line)) {
        if (line.trim() !== '') note(open.kind);
        return line.trim() === '' ? line : cutMark;
      }
      open = undefined;
    }
    if (before !== undefined && wrapped.test(line)) {
      note(before);
      return cutMark;
    }
    before = undefined;
    const isSuspicious = suspicious.test(line);
    const hidden = following(line, isSuspicious);
    if (hidden !== undefined) {
      note('password');
      return hidden;
    }
    if (!isSuspicious) return line;
    if (unfinished.test(line)) before = 'sign-in header';
    let text = line;
    for (const block of blocks) {
      const begin = block.begins.exec(text);
      if (begin === null) continue;
      note(block.kind);
      const rest = text.slice(begin.index);
      const end = block.ends.exec(rest);
      text = `${text.slice(0, begin.index)}${cutMark}${end === null ? '' : rest.slice(end.index + end[0].length)}`;
      if (end === null) open = block;
    }
    return withoutValues(text, (kind) => {
      note(kind);
      if (kind !== 'password') before = kind;
    });
  });
  return { lines: clean, cut: unique(cut) };
}

/** A text with every secret in it replaced, line by line: for what was decoded or put together after the lines were cut. */
export function cutText(text: string, note: (kind: SecretKind) => void = () => undefined): string {
  if (!suspicious.test(text)) return text;
  const { lines, cut } = cutSecrets(text.split('\n'));
  for (const { kind } of cut) note(kind);
  return lines.join('\n');
}

function withoutValues(line: string, note: (kind: SecretKind) => void): string {
  return byRules(
    decodedSecrets(line, (plain) => byRules(plain, note)),
    note,
  );
}

function byRules(line: string, note: (kind: SecretKind) => void): string {
  let text = line;
  for (const { kind, trigger, pattern, isSecret } of rules) {
    if (!trigger.test(text)) continue;
    text = text.replace(pattern, (whole: string, ...groups: readonly unknown[]) => {
      const head = typeof groups[0] === 'string' ? groups[0] : '';
      const value = typeof groups[1] === 'string' ? groups[1] : '';
      const at = groups.findIndex((one) => typeof one === 'number');
      if (value.includes(cutMark) || (isSecret !== undefined && !isSecret(value))) return whole;
      note(kind);
      return `${head}${cutMark}${kind === 'password' ? otherCells(text, Number(groups[at]) + head.length, value) : ''}`;
    });
  }
  return text;
}

const rowOfLog = /^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z?,(?:[^,]*,){8}/;
/** What follows a secret in the next cells of a log's row: outside of quotes a comma ends a cell (RFC 4180). */
function otherCells(line: string, from: number, value: string): string {
  const comma = value.indexOf(',');
  if (comma < 0 || !rowOfLog.test(line)) return '';
  const isQuoted = line.slice(0, from).split('"').length % 2 === 0;
  return isQuoted ? '' : value.slice(comma);
}

function unique(cut: readonly SecretCut[]): readonly SecretCut[] {
  const seen = new Set<string>();
  return cut.filter(({ line, kind }) => {
    const id = `${line} ${kind}`;
    return !seen.has(id) && seen.add(id);
  });
}
