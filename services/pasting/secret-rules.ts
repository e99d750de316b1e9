import type { SecretKind } from './secrets.ts';

/** Where one kind of secret stands: the first group stays, the second goes. */
export interface SecretRule {
  readonly kind: SecretKind;
  readonly pattern: RegExp;
  /** False for what only looks like one. */
  readonly isSecret?: (value: string) => boolean;
  /** What to write instead of head and `[cut]`, from all groups. */
  readonly put?: (head: string, groups: readonly string[]) => string;
}

/** `authentication`, `Failed`: words of a sentence, no base64. */
const isWord = (text: string): boolean => /^(?:[A-Za-z]?[a-z]+|[A-Z]+)[.,:;]?$/.test(text);
const isValue = (text: string): boolean =>
  text.trim() !== '' &&
  !/^["']?(?:true|false|yes|no|ja|nein|null|\$null|none|\(null\)|\*+|•+|-)["']?[.,;]?$/i.test(text.trim());
/** A date behind `LastBadPassword:` is none. */
const isPassword = (text: string): boolean =>
  isValue(text) && !/^["']?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(text.trim());
const looksEncoded = (text: string): boolean => text.length >= 8 && !isWord(text);
const holdsPassword = (text: string): boolean =>
  !isWord(text) && /:/.test(Buffer.from(text, 'base64').toString('latin1'));

const quoted = `"(?:[^"\\\\]|\\\\.){1,4000}"?|'(?:[^'\\\\]|\\\\.){1,4000}'?`;
const words =
  'password|passwd|passwort|passphrase|pwd|kennwort|passcode|wachtwoord|contrase(?:ñ|n)a|mot de passe|client_?secret|shared_?secret|secret';

/** In this order: a header as a whole before the tokens inside it. */
export const rules: readonly SecretRule[] = [
  {
    kind: 'sign-in header',
    pattern: /(\b(?:Proxy-)?Authorization["']?\s{0,9}[:=].{0,20}\bDigest\s)(.*\S.*)/gi,
  },
  {
    // The scheme stays: it is what the case may turn on.
    kind: 'sign-in header',
    pattern:
      /(\b(?:Proxy-)?Authorization["']?\s{0,9}[:=]\s{0,9}["']?(?:(?:Basic|Bearer|NTLM|Negotiate|Kerberos|Digest|Nego2)\b(?=\s))?\s{0,9})([^"'\s][^"']*)/gi,
    isSecret: (value) =>
      isValue(value) && !/^(?:Basic|Bearer|NTLM|Negotiate|Kerberos|Digest)$/i.test(value.trim()),
  },
  { kind: 'cookie', pattern: /(\bSet-Cookie2?["']?\s{0,9}:\s{0,9})(\S.*)/gi },
  { kind: 'cookie', pattern: /((?:^|[^\w(-])Cookie2?["']?\s{0,9}:\s{0,9})(\S.*)/gi },
  {
    // As IIS logs them; OutlookSession is no credential and joins lines.
    kind: 'cookie',
    pattern:
      /(\b(?:MapiContext|MapiSequence|MapiRouting|X-BackEndCookie|X-OWA-CANARY|cadata\w{0,20}|exchangecookie|ASP\.NET_SessionId|FedAuth|rtFa|ESTSAUTH\w{0,20}|\.AspNet\.\w{1,40}|BIGipServer[\w.~%-]{0,80}|NSC_[\w.-]{1,80})=)([^;\s,"']{1,8000})/gi,
  },
  {
    kind: 'token',
    pattern:
      /(\bx-[\w-]{0,60}(?:token|api-?key|secret|signature|canary)[\w-]{0,40}["']?\s{0,9}[:=]\s{0,9})(\S.*)/gi,
  },
  {
    kind: 'token',
    pattern:
      /(\b(?:access|refresh|id|auth|session|bearer|device|oauth|csrf|security)?_?(?:token|assertion|SAMLResponse|SAMLRequest|RelayState|client_assertion)["']?\s{0,9}(?:=|:\s{0,3}["'])\s{0,9}["']?)([^\s"'&;,<>]{6,})/gi,
    isSecret: isValue,
  },
  { kind: 'token', pattern: /()(\beyJ[\w-]{5,}(?:\.[\w-]{1,}){1,4})/g },
  { kind: 'NTLM message', pattern: /()(TlRMTVNTUA[A-Za-z0-9+/=_-]{0,})/g },
  {
    kind: 'Kerberos ticket',
    pattern: /(^|[^A-Za-z0-9+/])((?:YII|YIG|YIH|oYG|oYI|YHk|YIE)[A-Za-z0-9+/]{24,}={0,2})/g,
  },
  {
    kind: 'token',
    pattern: /(\b(?:Bearer|Negotiate|NTLM|Kerberos)\s{1,9})([A-Za-z0-9+/=_.~-]{8,})/gi,
    isSecret: (value) => looksEncoded(value) && (value.length >= 16 || /[\d=+/]/.test(value)),
  },
  { kind: 'sign-in header', pattern: /(\bBasic\s{1,9})([A-Za-z0-9+/]{4,}={0,2})/g, isSecret: holdsPassword },
  {
    kind: 'access key',
    pattern:
      /(\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|api_?key|[?&;]sig)["']?\s{0,9}[=:]\s{0,9}["']?)([^\s;"'&,]{6,})/gi,
  },
  {
    kind: 'password',
    pattern: new RegExp(`(<(?:[\\w-]{1,20}:)?(?:${words})(?:\\s[^<>]{0,200})?>)([^<]{1,4000})`, 'gi'),
    isSecret: isPassword,
  },
  {
    // `-Password x`, `/pass:x`, `--password x`; of `-AsPlainText` and the like the switch itself stays.
    kind: 'password',
    pattern: new RegExp(
      `((?:^|\\s)(?:--?|/)(?:[A-Za-z]{0,20}(?:password|passwd|pwd|kennwort|secret)|pass|passw)(?:\\s{1,9}|\\s{0,3}[:=]\\s{0,3}))(${quoted}|[^\\s"'-][^\\s]{0,4000})`,
      'gi',
    ),
    isSecret: isPassword,
  },
  {
    kind: 'password',
    pattern: new RegExp(
      `(\\bConvertTo-SecureString\\s{1,9}(?:-String\\s{1,9})?)(${quoted}|[^\\s"'-][^\\s]{0,4000})`,
      'gi',
    ),
  },
  {
    kind: 'password',
    pattern: new RegExp(
      `((?:^|[^\\w-])[\\w.-]{0,40}(?:${words})["']?\\s{0,20}[=:](?:REG_SZ:|hex:)?\\s{0,9})(${quoted}|[^\\s"'&;,<>][^\\s"'&;<>]{0,4000})`,
      'gi',
    ),
    isSecret: isPassword,
  },
  {
    // As a person writes it; `the password is wrong` is none.
    kind: 'password',
    pattern: new RegExp(`(\\b(?:${words})\\s(?:is|ist|was|war|lautet|est|es)\\s)(\\S{4,200})`, 'gi'),
    isSecret: (value) => /[\d!$%&#?+*_]/.test(value.slice(0, -1)) && isPassword(value),
  },
  {
    kind: 'password',
    pattern: /((?:^|\s)(?:-u|--user|--proxy-user|-U)\s{1,9}["']?[^\s:"']{1,200}:)([^\s"']{1,4000})/g,
  },
  { kind: 'password', pattern: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{1,200}:)([^\s/@"']{1,400}(?=@))/gi },
  {
    // runas and net use: `/user:CORP\anna Winter2026`.
    kind: 'password',
    pattern: /(\bnet\s{1,9}use\b[^\r\n]{0,200}?\/user:\S{1,200}\s{1,9})([^\s/][^\s]{0,400})/gi,
  },
];
