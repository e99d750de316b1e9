import { loadFolder } from '../catalogue.ts';
import type { CmdletFamily } from '../cmdlet.ts';
import type { FactValue } from '../facts.ts';
import { collecting } from '../pasting/collecting.ts';
import { isOwner } from '../pasting/people.ts';
import { type Block, type Command, type Property, printedBlocks } from '../printed/blocks.ts';
import { printedObject, propertyOf } from '../printed/object.ts';
import { type Pasted, reader } from '../reader.ts';
import { andMore } from '../vocabulary.ts';

/** Families of cmdlets by the folder that holds one file each. */
const families = await loadFolder<CmdletFamily>(new URL('../cmdlets/', import.meta.url));
const byCmdlet = new Map(
  families.flatMap((family) => family.cmdlets.map((name) => [name.toLowerCase(), family] as const)),
);

const marking = new Set(families.flatMap(({ marks }) => marks.flat().map((name) => name.toLowerCase())));

const wraps = 'this row wraps, its values cannot be told: paste it as a list, | Format-List';

export default reader({
  id: 'cmdlet-output',
  title: 'output of Exchange and Windows cmdlets (Format-List, Format-Table)',
  order: 40,
  read: (pasted) => {
    const found = collecting(pasted);
    const { blocks, typed } = printedBlocks(pasted.lines);
    const read = new Set<Command>();
    const statements = new Map<string, Statement>();
    const seen = new Map<string, Known | undefined>();
    for (const block of blocks) {
      // Rows of one table, and objects of one cmdlet, are all of one family.
      const kind = `${block.commands.map(({ name, argument }) => `${name} ${argument}`).join()}|${[...block.properties.keys()].join('|')}`;
      const known = seen.has(kind) ? seen.get(kind) : familyOf(block);
      seen.set(kind, known);
      if (known === undefined) continue;
      const { family, command } = known;
      for (const one of block.commands) read.add(one);
      if (block.unsure === true) {
        if (block.heading !== undefined)
          found.understood(block.heading.from, `${family.cmdlets[0]}`, block.heading.to);
        found.ignored(block.from, `${family.cmdlets[0]}: ${wraps}`, block.to);
        continue;
      }
      const noValues = new Map<Property, string>();
      const object = printedObject(block, command, pasted, {
        withoutZone: (line) => found.withoutZone(line),
        noValue: (property, why) => noValues.set(property, why),
      });
      const names = family.whose?.(object) ?? [];
      const about = whoseOf(names, pasted);
      if (about !== undefined) found.about(about);
      const used = new Set<number>();
      for (const [property, fact, value] of family.read(object)) {
        const printed = propertyOf(block, property);
        if (printed === undefined || value === undefined) continue;
        states(statements, { line: printed.line, fact, value, about, family });
        for (let line = printed.line; line <= printed.to; line += 1) used.add(line);
      }
      explain(block, family, { used, noValues }, found, about);
    }
    for (const { line, fact, value, about, family } of statements.values()) {
      const isWhole = family.listsWhole === true && Array.isArray(value);
      const list = isWhole ? value.filter((element) => element !== andMore) : value;
      found.fact(line, fact, list, { about, empty: true });
    }
    for (const { line, commands } of typed)
      if (commands.some((command) => read.has(command))) found.understood(line, 'the command that was typed');
    return found.result();
  },
});

interface Statement {
  readonly line: number;
  readonly fact: string;
  readonly value: FactValue;
  readonly about: string | undefined;
  readonly family: CmdletFamily;
}
/** Lists of which every object shows some elements become one. */
function states(statements: Map<string, Statement>, next: Statement): void {
  const id = `${next.fact}\n${next.about ?? ''}`;
  const { value: before } = statements.get(id) ?? {};
  const isPart = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.at(-1) === andMore;
  if (isPart(before) && isPart(next.value) && before.length < 200)
    statements.set(id, { ...next, value: [...new Set([...before.slice(0, -1), ...next.value])] });
  else statements.set(before === undefined ? id : `${id}\n${next.line}`, next);
}

interface Known {
  readonly family: CmdletFamily;
  readonly command?: Command;
}
/** The family of the cmdlet above it when it prints one of its properties, else the one whose marks it bears. */
function familyOf(block: Block): Known | undefined {
  const shows = (names: readonly string[]): number =>
    names.filter((name) => propertyOf(block, name) !== undefined).length;
  const named = block.commands
    .flatMap((command) => {
      const family = byCmdlet.get(command.name);
      return family === undefined ? [] : [{ family, command, shown: shows(family.reads) }];
    })
    .filter(({ shown }) => shown > 0)
    .toSorted((one, other) => other.shown - one.shown)[0];
  if (named !== undefined) return named;
  if (!block.cutNames && ![...block.properties.keys()].some((name) => marking.has(name))) return undefined;
  const marked = families
    .filter(({ marks }) => marks.some((set) => shows(set) === set.length))
    .map((family) => ({ family, shown: shows(family.reads) }))
    .toSorted((one, other) => other.shown - one.shown)[0];
  return marked === undefined ? undefined : { family: marked.family };
}

/** The mailbox itself when one of an object's names is hers, else the name that tells best who it is. */
function whoseOf(names: readonly string[], { mailbox, names: hers }: Pasted): string | undefined {
  const told = names.map((name) => name.trim()).filter((name) => name !== '');
  if (told.some((name) => isOwner(name, mailbox, hers) === true || isSpelled(name, mailbox))) return mailbox;
  return told[0];
}
/** `Anna Adler` for anna.adler@…: the words of a display name in any order. */
function isSpelled(name: string, mailbox: string): boolean {
  const words = (text: string): string =>
    text
      .toLowerCase()
      .split(/[\s._,-]+/)
      .filter((word) => word !== '')
      .toSorted()
      .join(' ');
  return words(name) === words(mailbox.split('@')[0] ?? '');
}

function explain(
  block: Block,
  family: CmdletFamily,
  {
    used,
    noValues,
  }: { readonly used: ReadonlySet<number>; readonly noValues: ReadonlyMap<Property, string> },
  found: ReturnType<typeof collecting>,
  about: string | undefined,
): void {
  const says = `${family.cmdlets[0]}${about === undefined ? '' : ` of ${about}`}`;
  if (block.heading !== undefined) found.understood(block.heading.from, says, block.heading.to);
  for (const property of block.properties.values()) {
    const { line, to, name } = property;
    const why = noValues.get(property);
    if (why !== undefined && !used.has(line)) found.ignored(line, `${family.cmdlets[0]}: ${why}`, to);
    else if (used.has(line)) found.understood(line, says, to);
    else if (family.reads.some((one) => propertyOf(block, one)?.name === name))
      // It says which object it is, or is empty.
      found.understood(line, says, to);
    else found.ignored(line, `${family.cmdlets[0]}: a property that explains no popup`, to);
  }
}
