import { z } from 'zod';
import { FactError, near, type Path, parsePath, pathId } from './fact-path.ts';
import type { FactValue } from './facts.ts';
import { type Leaf, vocabulary } from './vocabulary.ts';

const elementSchemas = new Map(
  Object.entries(vocabulary)
    .filter(([, { shape }]) => shape === 'elements')
    .map(([group, { leaves }]) => [
      group,
      z.strictObject(
        Object.fromEntries(Object.entries(leaves).map(([name, { schema }]) => [name, schema.optional()])),
        {
          error: (issue) =>
            issue.code === 'unrecognized_keys'
              ? `has no part ${issue.keys.join(', ')}${near(issue.keys[0] ?? '', Object.keys(leaves))}`
              : 'must be an object',
        },
      ),
    ]),
);
const none = z
  .array(z.never(), { error: () => 'must be [] (looked, none); elements are facts of their own' })
  .max(0, {
    error: () => 'must be [] (looked, none); elements are facts of their own',
  });

/** The zod schema of a path's value. */
export function valueSchema({ group, value }: Path): z.ZodType {
  if (value === 'none') return none;
  if (value === 'element') {
    // tried and connections may say "looked, none"; for log lines that is what `searched` says.
    const element = elementSchemas.get(group) ?? none;
    return group === 'log' ? element : z.union([element, none]);
  }
  return value.schema;
}

/** What is wrong with a value for that path, one entry for each part; empty when it fits. */
export function valueProblems(
  path: Path,
  value: unknown,
): readonly { readonly part: string; readonly says: string }[] {
  const schema =
    path.value === 'element' && !Array.isArray(value)
      ? (elementSchemas.get(path.group) ?? none)
      : valueSchema(path);
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const part = issue.path
      .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('');
    const at = issue.path.reduce<unknown>(
      (inner, step) => (inner as Record<PropertyKey, unknown> | undefined)?.[step],
      value,
    );
    const shown = issue.code === 'unrecognized_keys' ? '' : `${JSON.stringify(at) ?? 'nothing'} `;
    return { part, says: `${shown}${issue.message}` };
  });
}

const sameWord = (word: string, { values }: Leaf): string =>
  values.find((allowed) => allowed.toLowerCase() === word.toLowerCase()) ?? word;

function typed(leaf: Leaf, text: string, path: string): unknown {
  switch (leaf.kind) {
    case 'text':
    case 'time':
      return text;
    case 'choice':
      return sameWord(text.trim(), leaf);
    case 'number':
      return text.trim() === '' ? text : Number.isNaN(Number(text)) ? text : Number(text);
    case 'text-or-number':
      return /^-?\d+$/.test(text.trim()) ? Number(text) : text;
    case 'flag':
      return /^true$/i.test(text.trim()) ? true : /^false$/i.test(text.trim()) ? false : text;
    case 'texts':
    case 'choices': {
      const list = text.trim().startsWith('[')
        ? json(text, path)
        : text
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== '');
      return Array.isArray(list)
        ? list.map((part) => (typeof part === 'string' ? sameWord(part, leaf) : part))
        : list;
    }
    default:
      return leaf.kind satisfies never;
  }
}
function json(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FactError(`${path}: ${text} is not JSON`, { cause: error });
  }
}

/** A value written on a command line, read by the type of its path; a wrong one throws a sentence. */
export function parseFactValue(path: Path, text: string): FactValue {
  const value = typeof path.value === 'string' ? json(text, path.text) : typed(path.value, text, path.text);
  const problems = valueProblems(path, value);
  if (problems.length > 0) {
    throw new FactError(problems.map(({ part, says }) => `${path.text}${part}: ${says}`).join('\n'));
  }
  return value as FactValue; // valueProblems has just checked it against the path's schema
}

/** Facts of `path=value` arguments; elements may be repeated, any other leaf twice throws. */
export function parseFactArguments(
  texts: readonly string[],
): readonly { readonly fact: string; readonly value: FactValue }[] {
  const seen = new Set<string>();
  return texts.map((text) => {
    // A key or a name may hold "=": the first one outside brackets parts path and value.
    const split = /^((?:[^=[]|\[[^\]]*\])+)=([\s\S]*)$/.exec(text);
    if (split === null) throw new FactError(`${text}: write path=value, like popup.kind=credential`);
    const path = parsePath(split[1] ?? '');
    const id = pathId(path.text);
    if (path.value !== 'element' && seen.has(id)) throw new FactError(`${path.text} is given twice`);
    seen.add(id);
    return { fact: path.text, value: parseFactValue(path, split[2] ?? '') };
  });
}
