import { linesInWords } from './passages.ts';
import type { SecretCut, SecretKind } from './secrets.ts';

/** What to do about a secret that was shown, by its kind. */
const advice: Readonly<Record<SecretKind, string>> = {
  password: 'Change it: whoever saw the text knows it.',
  'sign-in header': 'With Basic it holds the password: change it.',
  cookie: 'Sign out of the session, so that nobody can use it.',
  token: 'Sign out, or have it revoked.',
  'NTLM message': 'A weak password can be found from it: change the password if it is short.',
  'Kerberos ticket': 'It ends by itself within hours.',
  'private key': 'Replace the certificate or key.',
  'SAML assertion': 'It ends by itself within minutes.',
  'access key': 'Replace it.',
};

/** A sentence for each kind of secret that was cut: where it stood, and what to do now. */
export const toldOfSecrets = (cut: readonly SecretCut[]): readonly string[] =>
  [...Map.groupBy(cut, ({ kind }) => kind)].map(
    ([kind, found]) =>
      `Cut before anything was read or kept: ${kind} in ${linesInWords(found.map(({ line }) => line))}. ${advice[kind]}`,
  );
