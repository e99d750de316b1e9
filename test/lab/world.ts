import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { wrongLogs } from './windows-host/verbatim-lines.ts';
import { completeWorld } from './world/complete.ts';
import { placeOf, without, wrongsOf } from './world/issues.ts';
import { mergeWorlds } from './world/merge.ts';
import { checkTexts } from './world/raw-check.ts';
import { addressesOf, checkReferences } from './world/references.ts';
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
  const stated = stateOf(raw, worldSchema(start), wrong);
  const world = stated && completeWorld(stated, stated.name ?? basename(file, '.json'), start);
  checkTexts(raw, addressesOf(world, raw), start, wrong);
  if (world) {
    checkReferences(world, raw, wrong);
    for (const server of world.servers)
      wrong.push(...wrongLogs(server).map((line) => `servers[${server.name}].${line}`));
  }
  if (!world || wrong.length > 0) throw new WorldError([...new Set(wrong)].map((line) => `${file}: ${line}`));
  return world;
}

/**
 * What the world states. What the schema refuses is added to `wrong` and left out, so that the rest is judged too;
 * undefined when nothing usable remains.
 */
function stateOf(raw: unknown, schema: ReturnType<typeof worldSchema>, wrong: string[]) {
  const first = schema.safeParse(raw);
  if (first.success) return first.data;
  const issues = first.error.issues.flatMap(wrongsOf);
  wrong.push(...issues.map(({ path, says }) => `${placeOf(path, raw)}: ${says}`));
  let rest = without(raw, issues);
  // Leaving out a key may leave its element without one that it needs: that goes next, outwards.
  for (let round = 0; round < 8; round++) {
    const parsed = schema.safeParse(rest);
    if (parsed.success) return parsed.data;
    rest = without(rest, parsed.error.issues.flatMap(wrongsOf));
  }
  return undefined;
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
