import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Band, bands } from './diagnosis/types.ts';
import { type Blind, type Fact, factSchema, parseBlindPath } from './facts.ts';
import { nearest } from './spelling.ts';
import { isTime } from './time.ts';

/** Everything one diagnosis judged, in the form in which it is saved and judged again. */
export interface CaseFile {
  readonly case: 'popup-desk/1';
  readonly mailbox: string;
  readonly at: string;
  readonly facts: readonly Fact[];
  readonly blind: readonly Blind[];
  readonly note?: string;
  /** Read by tests only. */
  readonly expect?: { readonly first: string; readonly band?: Band };
}

/** What is wrong with a case file, a line for each fault. */
export class CaseFileError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.lines = lines;
  }
}

type Issue = z.core.$ZodRawIssue;
const missingOr = (what: string) => ({
  error: (issue: Issue) => (issue.input === undefined ? 'is missing' : what),
});
const text = z.string(missingOr('must be text in quotes'));
const blindSchema = z.strictObject({
  fact: text.transform((path, context) => {
    try {
      return parseBlindPath(path);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message, input: path });
      return z.NEVER;
    }
  }),
  why: text,
});
const schema = z.strictObject({
  case: z.literal('popup-desk/1', missingOr('must be "popup-desk/1"')),
  mailbox: text.regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address').toLowerCase(),
  at: text.refine(isTime, 'must be an ISO time with Z or an offset, like 2026-11-20T10:00:00Z'),
  facts: z.array(z.unknown(), missingOr('must be a list of facts')),
  blind: z.array(blindSchema, 'must be a list').default([]),
  note: text.optional(),
  expect: z
    .strictObject({
      first: text,
      band: z.enum(bands, missingOr(`must be one of ${bands.join(', ')}`)).optional(),
    })
    .optional(),
});

const place = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
const keysAt = (path: readonly PropertyKey[]): readonly string[] =>
  path.length === 0 ? Object.keys(schema.shape) : path[0] === 'blind' ? ['fact', 'why'] : ['first', 'band'];

function problems(issues: readonly z.core.$ZodIssue[]): readonly string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const near = nearest(key, keysAt(issue.path));
        return `${place([...issue.path, key])}: unknown key${near === undefined ? '' : `; did you mean ${near}?`}`;
      });
    }
    const where = place(issue.path);
    return [
      where === '' ? 'must be an object, as in {"case": "popup-desk/1", …}' : `${where}: ${issue.message}`,
    ];
  });
}

/** A case file from its text; a wrong one throws every fault at once, each as `file: facts[12].value: what is wrong`. */
export function parseCaseFile(content: string, file: string): CaseFile {
  let raw: unknown;
  try {
    raw = JSON.parse(content);
  } catch (error) {
    throw new CaseFileError([`${file}: not JSON: ${(error as Error).message}`], { cause: error });
  }
  const parsed = schema.safeParse(raw);
  const { at, facts } = (raw ?? {}) as { readonly at?: unknown; readonly facts?: unknown }; // read field by field below
  const one = factSchema(typeof at === 'string' ? at : '');
  const read = (Array.isArray(facts) ? facts : []).map((fact) => one.safeParse(fact));
  const wrong = [
    ...problems(parsed.error?.issues ?? []),
    ...read.flatMap((result, index) =>
      problems(
        (result.error?.issues ?? []).map((issue) => ({ ...issue, path: ['facts', index, ...issue.path] })),
      ),
    ),
  ];
  if (!parsed.success || wrong.length > 0) throw new CaseFileError(wrong.map((line) => `${file}: ${line}`));
  const { note, expect, ...rest } = parsed.data;
  return {
    ...rest,
    facts: read.flatMap((result) => (result.success ? [result.data] : [])),
    ...(note === undefined ? {} : { note }),
    ...(expect === undefined
      ? {}
      : { expect: { first: expect.first, ...(expect.band === undefined ? {} : { band: expect.band }) } }),
  };
}

/** A case file from disk. */
export function readCaseFile(file: string): CaseFile {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CaseFileError([`${file}: cannot be read: ${(error as Error).message}`], { cause: error });
  }
  return parseCaseFile(content.replace(/^\uFEFF/, ''), file);
}

/** The text of a case file: one fact a line, so that two of them compare well. */
export function formatCaseFile({ facts, blind, ...rest }: CaseFile): string {
  const lines = (list: readonly unknown[]): string =>
    list.length === 0 ? '[]' : `[\n    ${list.map((entry) => JSON.stringify(entry)).join(',\n    ')}\n  ]`;
  const entries = Object.entries(rest).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${[...entries, `  "facts": ${lines(facts)}`, `  "blind": ${lines(blind)}`].join(',\n')}\n}\n`;
}
