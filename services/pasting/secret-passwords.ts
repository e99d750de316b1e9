import type { SecretRule } from './secret-rules.ts';
import { hasAccountShape, isPassword, isValue, looksLikePassword } from './secret-shapes.ts';

const quoted = `"(?:[^"\\\\]|\\\\.){1,4000}"?|'(?:[^'\\\\]|\\\\.){1,4000}'?|[„“»«][^“”»«\\r\\n]{1,400}[“”»«]?`;
/** A command that makes the value is none. */
const noCommand = String.raw`(?!\$?\(?(?:ConvertTo|Get|Read|New|Import)-|\[cut\])`;
/** What a password is called, as the source of a pattern. */
export const passwordNames = String.raw`password|passwd|passwort|pass ?phrase|passw|pwd|kennwort|kennw\.|passcode|wachtwoord|contrase(?:ñ|n)a|mot de passe|mdp|senha|hasło|пароль|client_?secret|shared_?secret|secret`;
/** Too short to be looked for inside of other words, but for the names of variables. */
const short = String.raw`(?:\$[\w:]{0,40}|[\w.-]{0,40}[_-])?(?:pass|pw)|[\w.$:-]{0,40}(?<!by|com|tres|sur)pass`;
const passwordWords = /pass|pwd|kennw|wachtwoord|contrase|mot de|mdp|senha|hasło|пароль|secret/i;
const shortWords = /(?:pass|pw)(?![a-z])/i;
/** The words with what must stand near them: a rule costs nothing where that is missing. */
const before = (what: string): RegExp =>
  new RegExp(`(?:${passwordWords.source})[^\\r\\n]{0,160}?${what}`, 'i');
const behind = (what: string): RegExp => new RegExp(`${what}[\\w:-]{0,80}?(?:${passwordWords.source})`, 'i');

/** `(alt)`, `von Anna`: whose or which, between the word and its value. */
const whose = String.raw`(?:\s?[(（][^()（）]{0,60}[)）]|\s?\d{1,2}|\s(?:von|of|for|für|pour|de|del|van|voor|vom)\s[^\s:=]{1,60}(?:\s[\p{Lu}][^\s:=]{0,60})?)?`;
const separator = String.raw`(?:\s?\.){0,30}\s{0,20}(?:[=:：]{1,2}(?:REG_SZ:|hex:)?\s{0,20}|REG_(?:EXPAND_)?SZ\s{1,20})`;

const adjectives =
  /^(?:required|incorrect|invalid|expired|wrong|correct|empty|blank|falsch|richtig|pflicht|abgelaufen|ungültig|leer|erforderlich|requis|expiré|vereist|verlopen|obligatoire)[.,;!]?$/i;
/** All letters are one only where a sentence ends with a name: `Passwort ist Geheimnis`. */
const isTold = (value: string): boolean =>
  isPassword(value) &&
  !adjectives.test(value) &&
  (/[\d!$%&#?+*_]/.test(value.slice(0, -1)) ||
    /^.?\p{L}*\p{Ll}\p{Lu}/u.test(value) ||
    /^["'„“»«]/.test(value));
const isNoNumber = (value: string): boolean => isPassword(value) && !/^\d{1,5}$/.test(value);

const password = (trigger: RegExp, pattern: RegExp, isSecret?: (value: string) => boolean): SecretRule => ({
  kind: 'password',
  trigger,
  pattern,
  ...(isSecret === undefined ? {} : { isSecret }),
});

/** Where a password stands: commands and elements before labels, labels before prose. */
export const passwordRules: readonly SecretRule[] = [
  // In any order of its arguments; a variable is none.
  password(
    /SecureString/i,
    new RegExp(
      `(\\bConvertTo-SecureString(?:\\s{1,9}-(?:AsPlainText|Force|String|Verbose)){0,6}[\\s:]{1,9})(${quoted}|[^\\s"')-][^\\s)]{0,4000})`,
      'gi',
    ),
    (value) => !/^\$[\w:]{1,60}$/.test(value),
  ),
  password(/PSCredential/i, new RegExp(`(\\bPSCredential\\b[^,|]{0,200},\\s{0,9})(${quoted})`, 'gi')),
  password(
    behind('<'),
    new RegExp(
      `(<(?:[\\w-]{1,20}:)?[\\w-]{0,40}(?:${passwordNames})(?:\\s[^<>]{0,200})?>\\s{0,20}(?:<(?:[\\w-]{1,20}:)?Value>)?)([^<]{1,4000})`,
      'gi',
    ),
    isPassword,
  ),
  password(
    behind('["\']'),
    new RegExp(`(\\bName\\s?=\\s?["'][\\w-]{0,40}(?:${passwordNames})["'][^<>]{0,100}>)([^<]{1,4000})`, 'gi'),
    isPassword,
  ),
  // `-Password x`, `/pass:x`, `--password x`; of `-AsPlainText` and the like the switch itself stays.
  password(
    /[-/][\w-]{0,40}(?:pass|pwd|pw|kennw|secret)|\/rp|\/p:/i,
    new RegExp(
      `((?:^|[\\s"'(])(?:--?|/)(?:[A-Za-z-]{0,20}(?:password|passwd|pwd|kennwort|secret)|pass|passw|pw|rp)(?:\\s{1,9}|\\s{0,3}[:=]\\s{0,3})|(?:^|\\s)/p:)${noCommand}(${quoted}|[^\\s"'-][^\\s]{0,4000})`,
      'gi',
    ),
    isPassword,
  ),
  password(
    /psexec|paexec|winexe|sqlcmd|osql|\bbcp\b|ldapsearch|psservice|pskill|pslist|psloggedon/i,
    new RegExp(
      `(\\b(?:ps(?:exec|service|kill|list|loggedon)(?:64)?|paexec|winexe|sqlcmd|osql|bcp|ldapsearch)(?:\\.exe)?\\b[^|\\r\\n]{0,400}?\\s[-/][pw]\\s{0,9})(${quoted}|[^\\s"'-][^\\s]{0,400})`,
      'gi',
    ),
    isNoNumber,
  ),
  password(
    /mysql/i,
    new RegExp(`(\\bmysql\\w{0,10}\\b[^|\\r\\n]{0,300}?\\s-p)(${quoted}|[^\\s"'-][^\\s]{0,400})`, 'gi'),
  ),
  // net use, with the password before or behind `/user:`.
  password(
    /\bnet\s{1,9}use\b/i,
    /(\bnet\s{1,9}use\s{1,9}(?:(?:[A-Z]:|\*)\s{1,9})?\\\\\S{1,200}\s{1,9})("[^"]{1,400}"?|[^\s/*"][^\s]{0,400})/gi,
  ),
  password(
    /\bnet\s{1,9}use\b/i,
    /(\bnet\s{1,9}use\b[^\r\n]{0,200}?\/user:\S{1,200}\s{1,9})([^\s/][^\s]{0,400})/gi,
  ),
  password(
    /\bnet\s{1,9}user\b/i,
    /(\bnet\s{1,9}user\s{1,9}(?:"[^"]{1,80}"|[^\s/"]{1,80})\s{1,9})("[^"]{1,400}"?|[^\s/*"][^\s]{0,400})(?=\s{1,9}\/|\s*$)/gi,
  ),
  password(
    /-u|--user|--proxy-user/i,
    /((?:^|\s)(?:-u|--user|--proxy-user|-U)(?:\s{1,9}|=)["']?[^\s:"']{1,200}:)([^\s"']{1,4000})/g,
  ),
  password(
    /\bcurl\b/i,
    /(\bcurl\b[^|\r\n]{0,400}?\s-u["']?[^\s:"']{1,200}:)(?!\/\/|\[cut\])([^\s"']{1,4000})/gi,
  ),
  password(
    /:\/\/[^/\s]{1,200}@/,
    /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{1,200}:)([^\s/@"']{1,400}(?=@))/gi,
  ),
  password(
    passwordWords,
    new RegExp(
      `((?:^|[^\\p{L}\\w-])[\\w.-]{0,40}(?:${passwordNames})["']?${whose}${separator})${noCommand}(${quoted}|[^\\s"'&;,<>][^\\s"'&;<>]{0,4000})`,
      'giu',
    ),
    isPassword,
  ),
  password(
    shortWords,
    new RegExp(
      `((?:^|[^\\p{L}\\w$-])(?:${short})["']?${whose}${separator})${noCommand}(${quoted}|[^\\s"'&;,<>][^\\s"'&;<>]{1,4000})`,
      'giu',
    ),
    isNoNumber,
  ),
  password(/\bPIN\s?[:=]/i, /(\bPIN\s?[:=]\s{0,9})([^\s"',;<>]{4,40})/gi, isPassword),
  // As a person writes it; `the password is wrong` is none.
  password(
    before('[:：]'),
    new RegExp(
      `(\\b(?:${passwordNames})${whose}\\s(?:is|ist|was|war|lautet|heißt|est|es|luidt)\\s?[:：]\\s{0,9})([^\\r\\n]{1,200})`,
      'giu',
    ),
    isValue,
  ),
  password(
    before('(?:lautet|luidt|heißt)'),
    new RegExp(`(\\b(?:${passwordNames})${whose}\\s(?:lautet|luidt|heißt)\\s)([^\\s:][^\\s]{1,200})`, 'giu'),
    isPassword,
  ),
  password(
    before('\\s(?:is|ist|was|war|est|es)\\s'),
    new RegExp(
      `(\\b(?:${passwordNames})${whose}\\s(?:is|ist|was|war|est|es)\\s)(${quoted}|\\S{4,200})`,
      'giu',
    ),
    isTold,
  ),
  password(
    before('\\s\\S'),
    new RegExp(`(\\b(?:${passwordNames})${whose}\\s)([„“»«][^“”»«\\r\\n]{3,200}[“”»«]?|\\S{6,200})`, 'giu'),
    (value) => /^[„“»«]\S+$/.test(value) || looksLikePassword(value),
  ),
  password(
    before('\\s(?:to|auf|à|naar|a)\\s'),
    new RegExp(`(\\b(?:${passwordNames})\\b[^\\r\\n]{0,60}?\\s(?:to|auf|à|naar|a)\\s)(\\S{6,200})`, 'giu'),
    looksLikePassword,
  ),
  password(
    /credentials?|zugangsdaten|anmeldung|anmeldedaten|login/i,
    /(\b(?:credentials?|zugangsdaten|anmeldung|anmeldedaten|login)\b[^/\r\n]{1,80}\s?\/\s?)(\S{5,200})/giu,
    looksLikePassword,
  ),
  // Who types the password where the name belongs: it stands in the events of the failed logon.
  password(
    /account name|logon account|kontoname|anmeldekonto|TargetUserName/i,
    /(\b(?:account name|logon account|kontoname|anmeldekonto)\s{0,9}:\s{0,20}|TargetUserName["']?\s?>)([^\s<]{1,200})/gi,
    (value) => !hasAccountShape(value.replace(/[,;]$/, '')) && isValue(value),
  ),
];
