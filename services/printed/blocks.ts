import { commandOf } from './commands.ts';
import { readList } from './lists.ts';
import { readTable } from './tables.ts';

/** A property as it stands in the text; lines from 1. */
export interface Property {
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly to: number;
}
/** One object of a list or one row of a table, by lower-case name of property. */
export interface Block {
  readonly properties: ReadonlyMap<string, Property>;
  readonly from: number;
  readonly to: number;
  /** The heading of a table, its dashes included. */
  readonly heading?: { readonly from: number; readonly to: number };
  /** Whether names of properties are cut, as in the heading of a narrow table. */
  readonly cutNames: boolean;
  /** Whether the row is wrapped so that its values cannot be told. */
  readonly unsure?: boolean;
  /** The commands above it, those that print last. */
  readonly commands: readonly Command[];
}
export interface Command {
  /** Lower case: `get-mailbox`. */
  readonly name: string;
  readonly argument: string | undefined;
}
/** What PowerShell printed in a text, and the lines on which somebody typed. */
export interface Printed {
  readonly blocks: readonly Block[];
  readonly typed: readonly { readonly line: number; readonly commands: readonly Command[] }[];
}

/** Every list and table of PowerShell in a text. Linear: a line is looked at by each of them once. */
export function printedBlocks(lines: readonly string[]): Printed {
  const blocks: Block[] = [];
  const typed: { line: number; commands: readonly Command[] }[] = [];
  let commands: readonly Command[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] ?? '';
    if (line.trim() === '') {
      index += 1;
      continue;
    }
    const command = commandOf(lines, index);
    if (command !== undefined) {
      commands = command.commands;
      for (let at = index; at < command.next; at += 1) typed.push({ line: at + 1, commands });
      index = command.next;
      continue;
    }
    const read = readTable(lines, index) ?? readList(lines, index);
    if (read === undefined) {
      index += 1;
      continue;
    }
    for (const block of read.blocks) blocks.push({ ...block, commands });
    index = Math.max(read.next, index + 1);
  }
  return { blocks: joined(blocks), typed };
}

/** In mails every line is followed by an empty one: single properties that belong together make one object. */
function joined(blocks: readonly Block[]): readonly Block[] {
  const whole: Block[] = [];
  for (const block of blocks) {
    const last = whole.at(-1);
    const [name] = block.properties.keys();
    if (
      last !== undefined &&
      name !== undefined &&
      block.properties.size === 1 &&
      block.heading === undefined &&
      last.heading === undefined &&
      (last.properties.size === 1 || isSpaced(last)) &&
      block.from === last.to + 2 &&
      !last.properties.has(name)
    )
      whole[whole.length - 1] = {
        ...last,
        properties: new Map([...last.properties, ...block.properties]),
        to: block.to,
      };
    else whole.push(block);
  }
  return whole;
}
const isSpaced = ({ properties, from, to }: Block): boolean => to - from >= 2 * (properties.size - 1);
