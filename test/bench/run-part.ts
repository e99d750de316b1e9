/** Runs one part and sends its rows to the process that started this one. */
import { tmpdir } from 'node:os';
import { loadPart } from './parts.ts';

const [id = ''] = process.argv.slice(2);
const part = await loadPart(id);
await part.run({
  folder: tmpdir(),
  row: (row) => process.send?.(row),
  say: (line) => console.error(`  ${id}: ${line}`),
});
process.disconnect?.();
