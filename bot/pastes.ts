import type { CaseView, Person } from '../services/desk/types.ts';
import { decode, decodeText, linesOf } from '../services/pasting/decode.ts';
import { type PastedText, readPasted } from '../services/pasting/read-pasted.ts';
import { cutSecrets } from '../services/pasting/secrets.ts';
import type { Reader } from '../services/reader.ts';
import type { Clock } from './clock.ts';

/** Parts that come within this time belong together. */
const joinMs = 10 * 60_000;
/** Joined they are held to what one text may have. */
const charactersAtMost = 5_000_000;

export interface PasteRead {
  readonly read: PastedText;
  /** How many texts were read as one. */
  readonly parts: number;
  /** The addition of the earlier parts, which this one holds too. */
  readonly replaces: string | undefined;
  /** Remembers the text, without its secrets, for a part that may follow. */
  readonly keep: (addition: string | undefined) => void;
}
/** Reads pasted texts; those that one person pastes into one case one after the other are read as one. */
export interface Pastes {
  readonly read: (
    body: string | Buffer,
    into: { readonly view: CaseView; readonly by: Person; readonly zoneMinutes?: number },
  ) => PasteRead;
}
interface Part {
  readonly text: string;
  readonly at: number;
  readonly count: number;
  readonly zoneMinutes: number | undefined;
  readonly addition: string | undefined;
}

/** Reading with these readers. What was pasted before is kept in memory only, and cut. */
export function createPastes(readers: readonly Reader[], clock: Clock): Pastes {
  const earlier = new Map<string, Part>();
  return {
    read(body, { view, by, zoneMinutes }) {
      const now = clock.now();
      for (const [key, { at }] of earlier) if (now - at > joinMs) earlier.delete(key);
      const key = `${view.id} ${by.entraId}`;
      const before = earlier.get(key);
      const own = cutText(body);
      const joins =
        own !== undefined && before !== undefined && before.text.length + own.length < charactersAtMost;
      const zone = zoneMinutes ?? (joins ? before.zoneMinutes : undefined);
      const parts = {
        mailbox: view.diagnosis?.mailbox ?? view.mailbox,
        now,
        readers,
        person: namesIn(view),
        ...(zone !== undefined && { zoneMinutes: zone }),
      };
      // Its own reading counts its own lines and names its own secrets; that is what the person is told.
      const alone = readPasted(body, parts);
      const text = joins ? `${before.text}\n${own}` : (own ?? '');
      const read = joins ? { ...readPasted(text, parts), says: alone.says } : alone;
      return {
        read,
        parts: joins ? before.count + 1 : 1,
        replaces: joins ? before.addition : undefined,
        keep: (addition) => {
          if (own === undefined) return;
          const count = joins ? before.count + 1 : 1;
          earlier.set(key, { text, at: now, count, zoneMinutes: zone, addition });
        },
      };
    },
  };
}

/** The text without its secrets; undefined when it is none. */
function cutText(body: string | Buffer): string | undefined {
  const decoded = typeof body === 'string' ? decodeText(body) : decode(body);
  return 'refused' in decoded ? undefined : cutSecrets(linesOf(decoded.text)).lines.join('\n');
}

/** Other names of the mailbox's owner, as far as they were seen: a text may speak of him by any. */
function namesIn({ diagnosis }: CaseView): readonly string[] {
  const seen = (leaf: string) =>
    (diagnosis?.facts ?? []).flatMap(({ fact, value }) =>
      fact === `mailbox.${leaf}` ? (Array.isArray(value) ? value.map(String) : [String(value)]) : [],
    );
  const [domain] = seen('domain');
  const sams = seen('sam');
  return [
    ...['upn', 'addresses', 'sid', 'guid', 'legacyDn', 'displayName'].flatMap(seen),
    ...sams,
    ...(domain === undefined ? [] : sams.map((sam) => `${domain}\\${sam}`)),
  ];
}
