import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Call, Caller } from './call.ts';
import type { Exchange } from './exchange.ts';

/**
 * The header by which a front end speaks for a caller to a back end. It stands for the Kerberos ticket of the front
 * end's computer account and the serialised identity that Exchange sends with it: the lab has no KDC.
 */
export const delegationHeader = 'x-lab-speaks-for';

const seal = (trust: string, text: string) => createHmac('sha256', trust).update(text).digest('hex');

export function speakFor({ account }: Caller, { server, trust }: Exchange): string {
  const text = Buffer.from(JSON.stringify({ account, through: server.name })).toString('base64url');
  return `${text}.${seal(trust, text)}`;
}

/** The caller for whom another server of this lab speaks; undefined when the header is absent or not theirs. */
export function spokenFor({ headers }: Pick<Call, 'headers'>, { trust }: Exchange): Caller | undefined {
  const [text = '', sent = ''] = String(headers[delegationHeader] ?? '').split('.');
  const expected = Buffer.from(seal(trust, text));
  const given = Buffer.from(sent);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  // Sealed by a server of this lab, so it is what speakFor wrote.
  const { account, through } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as {
    account: Caller['account'];
    through: string;
  };
  return { account, through, scheme: 'Negotiate' };
}
