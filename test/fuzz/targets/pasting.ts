import { parsePath, valueProblems } from '../../../services/facts.ts';
import { decode, linesOf } from '../../../services/pasting/decode.ts';
import { type PastedText, readPasted } from '../../../services/pasting/read-pasted.ts';
import { loadReaders } from '../../../services/pasting/readers.ts';
import { cutSecrets } from '../../../services/pasting/secrets.ts';
import type { Reader } from '../../../services/reader.ts';
import { planted } from '../../services/pasting/secrets.ts';
import { loadSamples } from '../../services/readers/samples.ts';
import { type Target, Wrong } from '../target.ts';

const mailbox = 'anna@contoso.example';
const now = Date.parse('2026-11-20T10:00:00Z');

/** Every reader of the folder, and what stands around them. */
export default async function targets(): Promise<readonly Target[]> {
  const readers = await loadReaders();
  const samples = await loadSamples();
  const all = samples.flatMap(({ texts }) => texts).map((text) => Buffer.from(text));
  const secrets = planted.map(({ lines }) => Buffer.from(lines.join('\n')));
  return [
    ...readers.map((reader): Target => {
      const own = samples.filter(({ id }) => id === reader.id).flatMap(({ texts }) => texts);
      return {
        id: `reader ${reader.id}`,
        samples: own.length > 0 ? own.map((text) => Buffer.from(text)) : all,
        run: (bytes) => runReader(reader, bytes),
      };
    }),
    { id: 'decoding', samples: all, run: (bytes) => void decode(bytes) },
    {
      id: 'secrets',
      samples: [...secrets, ...all],
      run: (bytes) => {
        const decoded = decode(bytes);
        if ('refused' in decoded) return;
        const lines = linesOf(decoded.text);
        if (cutSecrets(lines).lines.length !== lines.length) throw new Wrong('lines were lost');
      },
    },
    {
      id: 'pasting',
      samples: [...all, ...secrets],
      run: (bytes) => check(readPasted(bytes, { mailbox, now, readers, zoneMinutes: 60 }), bytes),
    },
  ];
}

/** A reader by itself: what it gives is checked before the framework can leave it out. */
function runReader(reader: Reader, bytes: Buffer): void {
  const decoded = decode(bytes);
  if ('refused' in decoded) return;
  const lines = linesOf(decoded.text);
  const read = reader.read({ lines, mailbox, now });
  if (read === undefined) return;
  for (const { fact, value, line, at } of read.facts) {
    const problems = valueProblems(parsePath(fact), value);
    if (problems.length > 0) throw new Wrong(`${fact} ${problems[0]?.part}: ${problems[0]?.says}`);
    if (line < 1 || line > lines.length) throw new Wrong(`${fact} stands on line ${line} of ${lines.length}`);
    if (at !== undefined && Number.isNaN(Date.parse(at))) throw new Wrong(`${fact} is dated ${at}`);
  }
  for (const { from, to } of [...read.understood, ...read.ignored])
    if (from < 1 || to > lines.length || from > to)
      throw new Wrong(`a passage ${from}–${to} of ${lines.length} lines`);
  for (const line of read.withoutZone)
    if (line < 1 || line > lines.length) throw new Wrong(`line ${line} without a zone`);
}

function check(read: PastedText, bytes: Buffer): void {
  if (read.refused !== undefined) return;
  const decoded = decode(bytes);
  if ('refused' in decoded) throw new Wrong('read though it is no text');
  const { lines } = cutSecrets(linesOf(decoded.text));
  const told = new Uint8Array(lines.length + 1);
  for (const { from, to } of [...read.understood, ...read.ignored])
    for (let line = from; line <= to; line += 1) told[line] = 1;
  const silent = lines.findIndex((line, index) => line.trim() !== '' && told[index + 1] !== 1);
  if (silent >= 0) throw new Wrong(`line ${silent + 1} is neither understood nor ignored`);
}
