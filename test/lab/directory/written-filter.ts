import type { Filter } from './messages.ts';

/** A filter as people write it (RFC 4515), for the access log. */
export function writtenFilter(filter: Filter): string {
  switch (filter.is) {
    case 'and':
    case 'or':
      return `(${filter.is === 'and' ? '&' : '|'}${filter.of.map(writtenFilter).join('')})`;
    case 'not':
      return `(!${writtenFilter(filter.of)})`;
    case 'equal':
      return `(${filter.attribute}=${escaped(filter.value)})`;
    case 'at-least':
      return `(${filter.attribute}>=${escaped(filter.value)})`;
    case 'at-most':
      return `(${filter.attribute}<=${escaped(filter.value)})`;
    case 'present':
      return `(${filter.attribute}=*)`;
    case 'substring': {
      const { attribute, initial, any, final } = filter;
      return `(${attribute}=${[initial, ...any, final].map((part) => escaped(Buffer.from(part))).join('*')})`;
    }
    case 'extensible':
      return `(${filter.attribute}:${filter.rule}:=${escaped(filter.value)})`;
  }
}

/** Printable ASCII as it is, but for what a filter is made of; every other byte as two digits after a backslash. */
const escaped = (value: Buffer): string =>
  [...value]
    .map((byte) => {
      const plain = byte > 0x20 && byte < 0x7f && !'()*\\'.includes(String.fromCharCode(byte));
      return plain || byte === 0x20 ? String.fromCharCode(byte) : `\\${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
