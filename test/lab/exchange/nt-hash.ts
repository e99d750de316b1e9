import { createRequire } from 'node:module';

// js-md4 ships no types. Its `hex` computes by itself; the bare function would ask OpenSSL, which has no MD4 any more.
const md4 = createRequire(import.meta.url)('js-md4') as { hex(bytes: readonly number[]): string };

/** The NT hash of a password, lower-case hex: MD4 over UTF-16LE ([MS-NLMP] 3.3.1). */
export const ntHashOf = (password: string): string => md4.hex([...Buffer.from(password, 'utf16le')]);
