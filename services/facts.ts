import { z } from 'zod';
import { near, type Path, parsePath } from './fact-path.ts';
import { valueProblems } from './fact-value.ts';
import { isTime } from './time.ts';

export {
  describeVocabulary,
  FactError,
  leafType,
  naturalSource,
  type Path,
  parseBlindPath,
  parsePath,
  pathId,
} from './fact-path.ts';
export { parseFactArguments, parseFactValue, valueProblems, valueSchema } from './fact-value.ts';

export const sources = ['directory', 'probe', 'worker', 'log', 'pasted', 'told'] as const;
export type Source = (typeof sources)[number];
export type FactValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly never[]
  | Readonly<Record<string, unknown>>;

/** One named, typed statement. `at` is ISO with a zone. */
export interface Fact {
  readonly fact: string;
  readonly value: FactValue;
  readonly from: Source;
  readonly source: string;
  readonly at: string;
  readonly vantage: string;
}
/** A fact, group or key that could not be had, and why. */
export interface Blind {
  readonly fact: string;
  readonly why: string;
}

const base = z.strictObject({
  fact: z.string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text in quotes') }),
  value: z.unknown(),
  from: z.enum(sources, {
    error: (issue) => (issue.input === undefined ? 'is missing' : `must be one of ${sources.join(', ')}`),
  }),
  source: z.string({ error: () => 'must be text in quotes' }).default(''),
  at: z
    .string({ error: () => 'must be a time' })
    .refine(isTime, 'must be an ISO time with Z or an offset')
    .optional(),
  vantage: z.string({ error: () => 'must be text in quotes' }).default(''),
});

/** A schema for one fact of a case file; a fact without a time takes this one. */
export const factSchema = (at?: string): z.ZodType<Fact> =>
  z.unknown().transform((raw, context): Fact => {
    const problem = (path: PropertyKey[], message: string): void => {
      context.addIssue({ code: 'custom', path, message, input: raw });
    };
    const parsed = base.safeParse(raw);
    for (const issue of parsed.error?.issues ?? []) {
      // A missing value is said below, once and in words.
      if (issue.path[0] === 'value') continue;
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) problem([key], `unknown key${near(key, Object.keys(base.shape))}`);
      } else problem([...issue.path], issue.path.length === 0 ? 'must be an object' : issue.message);
    }
    const { fact, value } = (raw ?? {}) as { readonly fact?: unknown; readonly value?: unknown }; // read field by field below
    let path: Path | undefined;
    if (typeof fact === 'string') {
      try {
        path = parsePath(fact);
      } catch (error) {
        problem(['fact'], (error as Error).message);
      }
    }
    if (value === undefined && typeof raw === 'object' && raw !== null) problem(['value'], 'is missing');
    else if (path !== undefined) {
      for (const { part, says } of valueProblems(path, value)) problem([`value${part}`], says);
    }
    const own = parsed.data?.at ?? at;
    if (parsed.success && own === undefined) problem(['at'], 'is missing');
    if (!parsed.success || path === undefined || own === undefined) return z.NEVER;
    const { from, source, vantage } = parsed.data;
    return { fact: path.text, value: value as FactValue, from, source, at: own, vantage };
  });
/** A fact with its own time, as a world or a worker hands it over. */
export const caseFactSchema = factSchema();
