import { bands } from '../../services/diagnosis/types.ts';
import { sources } from '../../services/facts.ts';
import { type Group, type Leaf, vocabulary } from '../../services/vocabulary.ts';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const time: Schema = { type: 'string', format: 'date-time' };
const object = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const listOf = (items: Schema): Schema => ({ type: 'array', items });

function schemaOf({ kind, values }: Leaf): Schema {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return { type: 'number' };
    case 'flag':
      return { type: 'boolean' };
    case 'time':
      return { anyOf: [time, { const: '' }] };
    case 'texts':
      return texts;
    case 'choice':
      return { enum: [...values, ''] };
    case 'choices':
      return listOf({ anyOf: [{ enum: values }, { const: '…' }] });
    case 'text-or-number':
      return { type: ['string', 'number'] };
  }
}

const key = '\\[[^\\]]+\\]';
/** One rule for each kind of path: what a fact of it may hold. */
function rulesOf(name: string, { shape, leaves, named }: Group): readonly Schema[] {
  const rule = (pattern: string, value: Schema): Schema => ({
    if: { properties: { fact: { type: 'string', pattern: `^${pattern}$` } } },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: { properties: { value } },
  });
  const none = { type: 'array', maxItems: 0 };
  if (shape === 'elements') {
    const parts = Object.fromEntries(Object.entries(leaves).map(([leaf, own]) => [leaf, schemaOf(own)]));
    const element = { type: 'object', properties: parts, additionalProperties: false };
    return [rule(`${name}(\\[\\])?`, { anyOf: [element, none] })];
  }
  const prefix = shape === 'keyed' ? `${name}${key}` : name;
  return [
    ...(shape === 'keyed' ? [rule(name, none)] : []),
    ...Object.entries(leaves).map(([leaf, own]) => rule(`${prefix}\\.${leaf}`, schemaOf(own))),
    ...Object.entries(named).map(([leaf, own]) => rule(`${prefix}\\.${leaf}${key}`, schemaOf(own))),
  ];
}

const factProperties = {
  fact: text,
  value: {},
  from: { enum: sources },
  source: text,
  at: time,
  vantage: text,
} as const;
const blind = object({ fact: text, why: text });
const draft = 'https://json-schema.org/draft/2020-12/schema';

/** The JSON Schema of a case file, made from the vocabulary. */
export const caseSchema = (): Schema => ({
  $schema: draft,
  title: 'Popup Desk case file',
  ...object(
    {
      case: { const: 'popup-desk/1' },
      mailbox: text,
      at: time,
      facts: listOf({
        ...object(factProperties, ['source', 'at', 'vantage']),
        allOf: Object.entries(vocabulary).flatMap(([name, group]) => rulesOf(name, group)),
      }),
      blind: listOf(blind),
      note: text,
      expect: object({ first: text, band: { enum: bands } }, ['band']),
    },
    ['blind', 'note', 'expect'],
  ),
});

const fact = object(factProperties);
const band: Schema = { enum: bands };
const shown = object({ sign: text, text, facts: texts, from: listOf({ enum: sources }) });
const change = object({
  set: listOf(object({ fact: text, value: {}, from: { enum: sources } })),
  band,
});
const verdict = object({
  cause: text,
  band,
  weight: { type: 'number' },
  byDesign: { type: 'boolean' },
  for: listOf(shown),
  against: listOf(shown),
  unseen: listOf(object({ sign: text, facts: texts, why: text })),
  wouldChange: listOf(change),
});
const remedy = object({
  id: text,
  cause: text,
  kind: { enum: ['advice', 'action'] },
  parameters: { type: 'object' },
  offered: { type: 'boolean' },
  why: text,
});
const next = object({
  fact: text,
  ask: text,
  by: { enum: ['probe', 'worker', 'person'] },
  wouldChange: listOf(object({ cause: text, from: band, to: band })),
});

/** The JSON Schema of what `diagnose --json` prints, and `replay --json` on each line. */
export const diagnosisSchema = (): Schema => ({
  $schema: draft,
  title: 'Popup Desk diagnosis',
  ...object(
    {
      format: { const: 'popup-desk-diagnosis/1' },
      mailbox: text,
      at: time,
      popup: { type: ['string', 'null'] },
      verdicts: listOf(verdict),
      findings: listOf(object({ id: text, text, facts: texts })),
      mendFirst: texts,
      remedies: listOf(remedy),
      next: { anyOf: [next, { type: 'null' }] },
      facts: listOf(fact),
      blind: listOf(blind),
      disagreements: listOf(object({ fact: text, used: fact, other: fact })),
      ms: { type: 'number' },
      file: text,
      changed: listOf(object({ cause: text, from: text, to: text })),
    },
    ['file', 'changed'],
  ),
});
