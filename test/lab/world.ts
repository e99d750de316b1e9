import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { completeWorld } from './world/complete.ts';
import { mergeWorlds } from './world/merge.ts';
import type { World } from './world/types.ts';
import { worldSchema } from './world/world-schema.ts';

export type * from './world/types.ts';

const shipped = join(import.meta.dirname, 'worlds');

/** Everything that is wrong with a world, one line each: `file: key: what is wrong`. */
export class WorldError extends Error {
  readonly lines: readonly string[];
  constructor(lines: readonly string[], options?: ErrorOptions) {
    super(lines.join('\n'), options);
    this.lines = lines;
  }
}

/** The file of a world: a path as it is, a bare name among the shipped ones. */
export const worldFile = (name: string, from = process.cwd()): string =>
  /[\\/]|\.json$/.test(name) ? resolve(from, name) : join(shipped, `${name}.json`);

/** The world of a file with all it extends, every default filled in, its times counted from `start`. */
export function loadWorld(file: string, start: Date): World {
  const wrong: string[] = [];
  const raw = readMerged(file, wrong, []);
  const parsed = worldSchema(start).safeParse(raw);
  if (!parsed.success) wrong.push(...parsed.error.issues.flatMap(sayIssue));
  const prefixed = () => new WorldError(wrong.map((line) => `${file}: ${line}`));
  if (!parsed.success || wrong.length > 0) throw prefixed();
  const world = completeWorld(parsed.data, parsed.data.name ?? basename(file, '.json'), start, wrong);
  if (wrong.length > 0) throw prefixed();
  return world;
}

/** The JSON Schema of world files. */
export const worldJsonSchema = (): unknown =>
  z.toJSONSchema(worldSchema(new Date(0)), { io: 'input', unrepresentable: 'any' });

function readMerged(file: string, wrong: string[], chain: readonly string[]): unknown {
  if (chain.includes(file)) throw new WorldError([`${file}: extends: it extends itself`]);
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? `not JSON: ${error.message}` : 'cannot be read';
    throw new WorldError([`${file}: ${why}`], { cause: error });
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new WorldError([`${file}: (the whole): write an object`]);
  const { extends: parent, ...own } = raw as Record<string, unknown>; // an object, as just seen
  if (parent !== undefined && typeof parent !== 'string')
    throw new WorldError([`${file}: extends: write the name of a world or of its file`]);
  const base =
    parent === undefined ? {} : readMerged(worldFile(parent, dirname(file)), wrong, [...chain, file]);
  // The name and note of a world are its own, not those of the one it extends.
  const { name: _name, note: _note, ...inherited } = base as Record<string, unknown>;
  return mergeWorlds(inherited, own, wrong);
}

function sayIssue(issue: z.core.$ZodIssue): string[] {
  const at = (path: readonly PropertyKey[]) =>
    path.reduce<string>(
      (text, part) =>
        typeof part === 'number'
          ? `${text}[${part}]`
          : text === ''
            ? String(part)
            : `${text}.${String(part)}`,
      '',
    ) || '(the whole)';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(
      (key) => `${at([...issue.path, key])}: unknown key; remove it or mend its spelling`,
    );
  if (issue.code === 'invalid_union') {
    const branch = issue.errors.find((errors) =>
      errors.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
    );
    if (branch)
      return branch.flatMap((inner) => sayIssue({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [`${at(issue.path)}: ${issue.message}`];
}
