import { readPasted } from '../../../services/pasting/read-pasted.ts';
import { loadReaders } from '../../../services/pasting/readers.ts';
import { loadSamples } from '../../services/readers/samples.ts';
import { asRatio, atMost, inMs, median, part } from '../part.ts';

const megabytes = 5;

export default part({
  id: 'pasting',
  title: 'a pasted text of 5 MB to facts',
  limitSeconds: 120,
  run: async ({ row }) => {
    const readers = await loadReaders();
    const iis = filled([iisLine]);
    const mixed = filled((await loadSamples()).flatMap(({ texts }) => texts));
    for (const [what, bytes] of [
      ['an IIS log', iis],
      ['every reader’s samples, over and over', mixed],
    ] as const) {
      const read = (): number => {
        const began = performance.now();
        readPasted(bytes, {
          mailbox: 'anna@contoso.example',
          now: Date.parse('2026-11-20T10:00:00Z'),
          readers,
        });
        return performance.now() - began;
      };
      read();
      const ms = median([read(), read(), read()]);
      const bare = decoding(bytes);
      row({
        what: `pasting 5 MB: ${what} (${readers.length} readers)`,
        figure: inMs(ms),
        beside: `decoding and splitting it into lines: ${inMs(bare)}`,
        ratio: asRatio(ms, bare),
        aim: atMost(ms, 1_000, '1 s'),
      });
    }
  },
});

const iisLine =
  '2026-11-20 08:00:02 10.0.0.5 POST /mapi/emsmdb/ MailboxId=00112233-4455-6677-8899-aabbccddeeff@contoso.example&CorrelationID=<empty>;&cafeReqId=7dad860b-0000-4000-8000-000000000001; 443 CORP\\anna 10.20.5.31 Microsoft+Office/16.0+(Windows+NT+10.0;+Microsoft+Outlook+16.0.17928;+Pro) - 200 0 0 15';

/** The texts one after the other until there are five megabytes. */
function filled(texts: readonly string[]): Buffer {
  const whole = Buffer.from(texts.map((text) => `${text}\n\n`).join(''));
  const times = Math.ceil((megabytes * 1024 * 1024) / whole.length);
  return Buffer.concat(Array.from({ length: times }, () => whole)).subarray(0, megabytes * 1024 * 1024);
}
function decoding(bytes: Buffer): number {
  const began = performance.now();
  const lines = bytes.toString('utf8').split('\n').length;
  return lines > 0 ? performance.now() - began : 0;
}
