import { passwordRules } from './secret-passwords.ts';
import { isValue, isWord, looksEncoded } from './secret-shapes.ts';
import type { SecretKind } from './secrets.ts';

/** Where one kind of secret stands: the first group stays, the second goes. */
export interface SecretRule {
  readonly kind: SecretKind;
  /** Words without one of which it is nowhere in a line: the cheap look before the pattern. */
  readonly trigger: RegExp;
  readonly pattern: RegExp;
  /** False for what only looks like one. */
  readonly isSecret?: (value: string) => boolean;
}

const holdsPassword = (text: string): boolean =>
  !isWord(text) && /:/.test(Buffer.from(text, 'base64').toString('latin1'));

/** In this order: a header as a whole before the tokens inside it. */
export const rules: readonly SecretRule[] = [
  {
    kind: 'sign-in header',
    trigger: /authorization/i,
    pattern: /(\b(?:Proxy-)?Authorization["']?\s{0,9}[:=].{0,20}\bDigest\s)(.*\S.*)/gi,
  },
  {
    // The scheme stays: it is what the case may turn on.
    kind: 'sign-in header',
    trigger: /authorization/i,
    pattern:
      /(\b(?:Proxy-)?Authorization["']?\s{0,9}[:=]\s{0,9}["']?(?:(?:Basic|Bearer|NTLM|Negotiate|Kerberos|Digest|Nego2)\b(?=\s))?\s{0,9})([^"'\s][^"']*)/gi,
    isSecret: (value) =>
      isValue(value) && !/^(?:Basic|Bearer|NTLM|Negotiate|Kerberos|Digest)$/i.test(value.trim()),
  },
  { kind: 'cookie', trigger: /cookie/i, pattern: /(\bSet-Cookie2?["']?\s{0,9}:\s{0,9})(\S.*)/gi },
  { kind: 'cookie', trigger: /cookie/i, pattern: /((?:^|[^\w(-])Cookie2?["']?\s{0,9}:\s{0,9})(\S.*)/gi },
  {
    // As IIS logs them; OutlookSession is no credential and joins lines.
    kind: 'cookie',
    trigger:
      /MapiContext|MapiSequence|MapiRouting|X-BackEndCookie|canary|cadata|exchangecookie|SessionId|FedAuth|rtFa|ESTSAUTH|AspNet|BIGipServer|NSC_/i,
    pattern:
      /(\b(?:MapiContext|MapiSequence|MapiRouting|X-BackEndCookie|X-OWA-CANARY|cadata\w{0,20}|exchangecookie|ASP\.NET_SessionId|FedAuth|rtFa|ESTSAUTH\w{0,20}|\.AspNet\.\w{1,40}|BIGipServer[\w.~%-]{0,80}|NSC_[\w.-]{1,80})=)([^;\s,"']{1,8000})/gi,
  },
  {
    kind: 'token',
    trigger: /x-[\w-]{0,60}(?:token|key|secret|signature|canary)/i,
    pattern:
      /(\bx-[\w-]{0,60}(?:token|api-?key|secret|signature|canary)[\w-]{0,40}["']?\s{0,9}[:=]\s{0,9})(\S.*)/gi,
  },
  {
    kind: 'token',
    trigger: /token|assertion|SAMLRe|RelayState/i,
    pattern:
      /(\b(?:access|refresh|id|auth|session|bearer|device|oauth|csrf|security)?_?(?:token|assertion|SAMLResponse|SAMLRequest|RelayState|client_assertion)["']?\s{0,9}(?:=|:\s{0,3}["'])\s{0,9}["']?)([^\s"'&;,<>]{6,})/gi,
    isSecret: isValue,
  },
  {
    // `token: expired` is none, `refresh_token: 0.AX…` is.
    kind: 'token',
    trigger: /token/i,
    pattern:
      /(\b(?:(?:access|refresh|id|auth|session|bearer|device|oauth|csrf)[_-]token|token)\s{0,9}:\s{0,9}|(?:^|\s)--?(?:[a-z]{1,20}-)?token(?:=|\s{1,9}))([^\s"'&;,<>]{6,})/gi,
    isSecret: (value) => isValue(value) && (/\d/.test(value) || value.length >= 16),
  },
  {
    kind: 'token',
    trigger: /gh[pousr]_|github_pat_|glpat-|xox[abeprs]-/i,
    pattern: /()(\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-)[\w-]{10,})/g,
  },
  {
    kind: 'access key',
    trigger: /AKIA|ASIA|AIza/,
    pattern: /()(\b(?:(?:AKIA|ASIA)[A-Z0-9]{12,}|AIza[\w-]{20,}))/g,
  },
  {
    kind: 'access key',
    trigger: /validationKey|decryptionKey|recovery ?key|wiederherstellungsschl/i,
    pattern:
      /(\b(?:(?:validation|decryption)Key\s{0,3}=\s{0,3}["']?|(?:recovery ?key|wiederherstellungsschlüssel)\s{0,3}:\s{0,9}))(?!AutoGenerate)([^\s"',;]{6,})/gi,
  },
  {
    kind: 'NTLM message',
    trigger: /hash|ntlm|aad3b435|[\da-f]{32}:[\da-f]{32}/i,
    pattern:
      /(\b(?:(?:NTLM|NT|LM)[ _-]?hash\W{1,9}|NTLM\s{0,9}[:=]\s{0,9})|)(\b[\da-f]{32}:[\da-f]{32}\b|(?<=(?:hash\W{1,9}|NTLM\s{0,9}[:=]\s{0,9}))[\da-f]{32}\b|\baad3b435[\da-f]{24}\b)/gi,
  },
  { kind: 'token', trigger: /eyJ/i, pattern: /()(\beyJ[\w-]{5,}(?:\.[\w-]{0,}){1,4})/g },
  { kind: 'NTLM message', trigger: /TlRMTVNTUA/i, pattern: /()(TlRMTVNTUA[A-Za-z0-9+/=_-]{0,})/g },
  {
    kind: 'Kerberos ticket',
    trigger: /YI[IGH]|oY[GI]|YHk/i,
    pattern: /(^|[^A-Za-z0-9+/])((?:YII|YIG|YIH|oYG|oYI|YHk|YIE)[A-Za-z0-9+/]{24,}={0,2})/g,
  },
  {
    kind: 'token',
    trigger: /bearer|negotiate|ntlm|kerberos/i,
    pattern: /(\b(?:Bearer|Negotiate|NTLM|Kerberos)\s{1,9})([A-Za-z0-9+/=_.~-]{8,})/gi,
    isSecret: (value) => looksEncoded(value) && (value.length >= 16 || /[\d=+/]/.test(value)),
  },
  {
    kind: 'sign-in header',
    trigger: /basic/i,
    pattern: /(\bBasic\s{1,9})([A-Za-z0-9+/]{4,}={0,2})/g,
    isSecret: holdsPassword,
  },
  {
    kind: 'access key',
    trigger: /key|signature|sig/i,
    pattern:
      /(\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|api_?key|[?&;]sig)["']?\s{0,9}[=:]\s{0,9}["']?)([^\s;"'&,]{6,})/gi,
  },
  ...passwordRules,
];
