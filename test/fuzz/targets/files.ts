import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCaseFile } from '../../../services/case-file.ts';
import { parseConfiguration } from '../../../services/configuration.ts';
import { readerOf } from '../../../services/logs/log-kinds.ts';
import { readFields, readLine } from '../../../services/logs/read-line.ts';
import type { RequestLog } from '../../../services/logs/request.ts';
import { signatureOf } from '../../../services/logs/signature.ts';
import { loadWorld } from '../../lab/world.ts';
import logSamples from '../../services/readers/samples/log-lines.ts';
import { refusing, type Target, Wrong } from '../target.ts';

const logs: readonly RequestLog[] = [
  'iis',
  'iis-backend',
  'http-proxy',
  'mapi-http',
  'address-book',
  'rca',
  'httperr',
];
const folder = (path: string): URL => new URL(path, import.meta.url);
const jsonIn = (path: string, most: number): readonly Buffer[] =>
  readdirSync(folder(path))
    .filter((name) => name.endsWith('.json'))
    .slice(0, most)
    .map((name) => readFileSync(new URL(name, folder(path))));

/** Files that people write or that servers keep. */
export default function targets(): readonly Target[] {
  const kept = mkdtempSync(join(tmpdir(), 'fuzz-'));
  process.once('exit', () => rmSync(kept, { recursive: true, force: true }));
  return [
    {
      id: 'log files',
      samples: logSamples.map((text) => Buffer.from(text)),
      run: (bytes) => {
        let fields: ReturnType<typeof readFields>;
        for (const line of bytes.toString('utf8').split(/\r?\n/)) {
          fields = readFields(line) ?? fields;
          const read = fields && readLine(line, fields);
          if (read === undefined) continue;
          for (const log of logs) {
            const request = readerOf(log, fields?.names ?? [])?.(read);
            if (request === undefined) continue;
            signatureOf(request);
            if (!Number.isFinite(request.at)) throw new Wrong('a request at no time');
          }
        }
      },
    },
    {
      id: 'case file',
      samples: jsonIn('../../cases/', 4),
      run: refusing(['CaseFileError'], (bytes) => parseCaseFile(bytes.toString('utf8'), 'case.json')),
    },
    {
      id: 'world file',
      samples: jsonIn('../../lab/worlds/', 4),
      run: (bytes) => {
        const file = join(kept, 'world.json');
        writeFileSync(file, bytes);
        refusing(['WorldError'], () => loadWorld(file, new Date('2026-11-20T10:00:00Z')))(bytes);
      },
    },
    {
      id: 'configuration',
      samples: [
        Buffer.from(
          JSON.stringify({
            data: 'data',
            port: 3978,
            network: { resolvers: ['10.0.0.1:53'], connect: { 'a:443': 'b:1' } },
            directory: {},
            windows: {},
          }),
        ),
      ],
      run: refusing(['ConfigurationError'], (bytes) =>
        parseConfiguration(bytes.toString('utf8'), 'popup-desk.json'),
      ),
    },
  ];
}
