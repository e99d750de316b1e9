import { createRequire } from 'node:module';
import { type Card, sizeOf } from '../../../dialogs/cards/elements.ts';

interface Parser {
  readonly AdaptiveCard: new () => {
    parse(json: unknown, context: Context): void;
    validateProperties(): { readonly validationEvents: readonly Event[] };
  };
  readonly SerializationContext: new (version: unknown) => Context;
  readonly Versions: { readonly v1_5: unknown };
}
interface Context {
  readonly eventCount: number;
  getEventAt(index: number): Event;
}
interface Event {
  readonly message: string;
}

// The package is one CommonJS bundle for browsers; its shape is what the interface above says of it.
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as Parser;

/** What the real Adaptive Cards parser and our own rules find wrong with a card. */
export function faultsOf(card: Card): readonly string[] {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(card)), context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const invalid = parsed.validateProperties().validationEvents.map(({ message }) => message);
  return [...events, ...invalid, ...ownRules(card)];
}

function ownRules(card: Card): readonly string[] {
  const faults: string[] = [];
  if (sizeOf(card) > 20 * 1024) faults.push(`${sizeOf(card)} bytes are more than 20 KB`);
  if ((card.actions?.length ?? 0) > 6) faults.push('more than 6 actions');
  if (card.fallbackText === '') faults.push('no fallback text');
  const walk = (node: unknown, path: string): void => {
    if (Array.isArray(node)) {
      node.forEach((each, index) => {
        walk(each, `${path}[${index}]`);
      });
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const element = node as Record<string, unknown>;
    if (element.type === 'TextBlock' && element.wrap !== true) faults.push(`${path}: wrap is not true`);
    if (element.type === 'TextBlock' || element.type === 'TextRun') {
      if ('color' in element) faults.push(`${path}: colour`);
    }
    if (String(element.type).startsWith('Input.') && element.label === undefined)
      faults.push(`${path}: no label`);
    if (element.type === 'Image' && element.altText === undefined) faults.push(`${path}: no altText`);
    if (element.type === 'Action.Execute' && element.fallback === undefined)
      faults.push(`${path}: no fallback`);
    for (const [key, each] of Object.entries(element)) walk(each, `${path}.${key}`);
  };
  walk(card, '$');
  return faults;
}
