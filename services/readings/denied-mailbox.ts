import { all, type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { firstLine, isHerName, numberOf, textOf, writtenAt } from './lines.ts';
import { day } from './mailbox.ts';
import { place } from './sentences.ts';
import { everyFrontEnd } from './servers.ts';

/** Return codes of [MS-OXCDATA] 2.4 with which a mailbox server turns a session away. */
export interface Denial {
  readonly codes: readonly number[];
  readonly signatures: readonly string[];
  readonly text: RegExp;
}
/** ecLoginPerm: the caller is not known as the owner of the mailbox. */
export const loginPerm: Denial = { codes: [1010], signatures: ['login-perm'], text: /LoginPerm/ };
/** ecUnknownUser: no mailbox has the legacyExchangeDN that was given. */
export const unknownUser: Denial = { codes: [1003], signatures: [], text: /UnknownUser/i };
/** ecProtocolDisabled: the protocol is off for this mailbox; code 16 of MAPI/HTTP says so of the endpoint. */
export const protocolDisabled: Denial = {
  codes: [2008],
  signatures: [],
  text: /ProtocolDisabled|EndpointDisabled/i,
};

function isDenial(seen: Seen, line: ElementValue, { codes, signatures, text }: Denial): Truth {
  const code = numberOf(line, 'returnCode');
  const said =
    (code !== undefined && codes.includes(code)) ||
    signatures.includes(textOf(line, 'signature') ?? '') ||
    text.test(`${textOf(line, 'exception') ?? ''} ${textOf(line, 'text') ?? ''}`);
  if (!said) return false;
  const user = textOf(line, 'user');
  const at = writtenAt(line);
  return all(
    user === undefined ? undefined : isHerName(seen, user),
    at === undefined ? true : at <= seen.now && at > seen.now - 3 * day,
  );
}

/** Whether one of her sessions was turned away like this in the last three days. */
export const deniedHer = reading(
  (seen: Seen, denial: Denial): Truth =>
    seen.someElement(
      'log',
      (line) => isDenial(seen, line, denial),
      everyFrontEnd(seen, 'mapi-http', () => seen.now - 3 * day),
    ),
);
/** Where one of her sessions was turned away. */
export const deniedWhere = (seen: Seen, denial: Denial): string =>
  place(firstLine(seen, (line) => isDenial(seen, line, denial)));
