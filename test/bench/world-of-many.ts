import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a world of that many mailboxes on the servers of the default world; gives its file and their addresses. */
export function worldOfMany(
  folder: string,
  count: number,
): { readonly file: string; readonly addresses: readonly string[] } {
  const addresses = Array.from(
    { length: count },
    (_, index) => `user${String(index + 1).padStart(3, '0')}@contoso.example`,
  );
  const file = join(folder, 'many.json');
  const mailboxes = addresses.map((address, index) => ({
    address,
    server: index % 2 === 0 ? 'ex16a' : 'ex16b',
    movedAt: `-P${2 + (index % 40)}D`,
  }));
  writeFileSync(
    file,
    JSON.stringify({ extends: 'coexistence', note: `${count} more mailboxes.`, mailboxes }),
  );
  return { file, addresses };
}
