import type { Path } from '../facts.ts';
import { vocabulary } from '../vocabulary.ts';

/** A key taken apart into the names that stand in it. */
export interface KeyParts {
  readonly host?: string;
  readonly server?: string;
  readonly address?: string;
  /** What follows the names and stays as it is: `/nspi`, `/kb3140410`. */
  readonly rest: string;
}

/** The names in a key of a group. */
export function keyParts(group: string, key: string): KeyParts {
  switch (vocabulary[group]?.keys) {
    case 'server':
      return { server: key, rest: '' };
    case 'server/rest': {
      const slash = key.indexOf('/');
      return slash < 0 ? { server: key, rest: '' } : { server: key.slice(0, slash), rest: key.slice(slash) };
    }
    case 'host@node': {
      const [host = '', node = ''] = key.split('@');
      const slash = node.indexOf('/');
      return slash < 0
        ? { host, server: node, rest: '' }
        : { host, server: node.slice(0, slash), rest: node.slice(slash) };
    }
    case 'address':
      return { address: key, rest: '' };
    case 'host':
      return { host: key, rest: '' };
    default:
      return { rest: '' };
  }
}
/** A key of these names; without any it stays as it is. */
export const keyText = ({ host, server, address, rest }: KeyParts, key: string): string => {
  if (host !== undefined && server !== undefined) return `${host}@${server}${rest}`;
  return server !== undefined ? `${server}${rest}` : (address ?? host ?? key);
};
/** The same leaf under another key. */
export const pathText = ({ group, leaf = '', name }: Path, key: string): string =>
  `${group}[${key}].${leaf}${name === undefined ? '' : `[${name}]`}`;
