import { parseCaseFile } from '../../../services/case-file.ts';
import { type Cause, type Example, exampleAt, exampleMailbox } from '../../../services/cause.ts';
import { indexed } from '../../../services/diagnosis/indexed.ts';
import { bench, type Judged, judgeCause } from '../../../services/diagnosis/judge.ts';
import type { Source } from '../../../services/facts.ts';

const usualSource: Readonly<Record<string, Source>> = {
  popup: 'told',
  scope: 'told',
  timeline: 'told',
  tried: 'told',
  client: 'told',
  connections: 'pasted',
  log: 'log',
  mailbox: 'directory',
  account: 'directory',
  secondary: 'directory',
  servers: 'directory',
  org: 'directory',
  autodiscover: 'probe',
  mapi: 'probe',
};
const isSourced = (value: unknown): value is { readonly value: unknown; readonly from: Source } =>
  typeof value === 'object' && value !== null && 'from' in value && 'value' in value;

/** The facts of an example as a case file holds them; each from where it usually comes unless it says otherwise. */
export function factsOf(example: Example): readonly unknown[] {
  return Object.entries(example).flatMap(([path, entry]) => {
    const stated = isSourced(entry)
      ? entry
      : { value: entry, from: usualSource[path.split(/[.[]/)[0] ?? ''] ?? 'worker' };
    // An element list is one fact an element; an empty one says: looked, none.
    const values =
      path.endsWith('[]') && Array.isArray(stated.value) && stated.value.length > 0
        ? stated.value
        : [stated.value];
    return values.map((value) => ({ fact: path, value, from: stated.from }));
  });
}

/** One cause judged over an example, for the mailbox and the moment of the examples. */
export function judge(cause: Cause, ...examples: readonly Example[]): Judged {
  const text = JSON.stringify({
    case: 'popup-desk/1',
    mailbox: exampleMailbox.address,
    at: exampleAt,
    facts: factsOf(Object.assign({}, ...examples)),
  });
  return judgeCause(cause, bench(indexed(parseCaseFile(text, 'example'))));
}
export const truthOf = (judged: Judged, sign: string) =>
  judged.signs.find((one) => one.sign.id === sign)?.truth;
