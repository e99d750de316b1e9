import { XMLParser } from 'fast-xml-parser';
import { filetimeToIso } from './time.ts';

/** When and how often an attribute, or one value of a linked attribute, was written. */
export interface Stamp {
  readonly attribute: string;
  /** ISO time of the last originating change. */
  readonly at: string;
  readonly version: number;
  /** A linked value that is no longer there. */
  readonly removed: boolean;
  /** The object that a linked value names. */
  readonly value?: string;
}

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });
const largest = 20_000;

/**
 * The stamps in values of msDS-ReplAttributeMetaData and msDS-ReplValueMetaData: one XML fragment each
 * (DS_REPL_ATTR_META_DATA, DS_REPL_VALUE_META_DATA), a closing NUL included. What cannot be read is left out.
 */
export function readStamps(values: readonly string[]): readonly Stamp[] {
  return values.flatMap((value) => {
    const text = value.replaceAll('\0', '').trim();
    return text === '' || text.length > largest ? [] : readOne(text);
  });
}

function readOne(text: string): readonly Stamp[] {
  const root = parse(text);
  const fragments = [root?.DS_REPL_ATTR_META_DATA, root?.DS_REPL_VALUE_META_DATA].flat();
  return fragments.flatMap((fragment) => {
    const of = (name: string): string | undefined => {
      const child = isRecord(fragment) ? fragment[name] : undefined;
      return typeof child === 'string' && child !== '' ? decode(child) : undefined;
    };
    const attribute = of('pszAttributeName');
    const at = readTime(of('ftimeLastOriginatingChange')) ?? readTime(of('ftimeCreated'));
    if (attribute === undefined || at === undefined) return [];
    const version = Number(of('dwVersion') ?? Number.NaN);
    const value = of('pszObjectDn');
    return [
      {
        attribute,
        at,
        version: Number.isSafeInteger(version) ? version : 1,
        removed: readTime(of('ftimeDeleted')) !== undefined,
        ...(value === undefined ? {} : { value }),
      },
    ];
  });
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = parser.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch (error) {
    // A fragment that is no XML names no stamp; the others still do.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** An ISO time; 1601 stands for never. Seen with and without Z, and as a FILETIME in decimal. */
function readTime(text: string | undefined): string | undefined {
  if (text === undefined || text === '' || /^(?:1600|1601)-/.test(text)) return undefined;
  if (/^\d+$/.test(text)) return text.length > 20 ? undefined : filetimeToIso(BigInt(text));
  const ms = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** The five entities that Windows writes; the parser's own entity handling stays off. */
const decode = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
