import { passwordNames } from './secret-passwords.ts';
import { looksLikePassword } from './secret-shapes.ts';

/** Words of the lines that a secret may follow. */
export const followingTrigger =
  /windows security|windows-sicherheit|sécurité (?:de )?windows|windows-beveiliging|seguridad de windows|pass|pwd|pw|kennw|wachtwoord|contrase|mot de|mdp|senha|hasło|пароль|secret/i;
const title =
  /^[\s>|]{0,20}(?:windows security|windows-sicherheit|sécurité (?:de )?windows|windows-beveiliging|seguridad de windows)/i;
const label = new RegExp(
  `^[\\s>|]{0,20}(?:\\p{L}{2,14}\\s){0,2}(?:${passwordNames}|pass|pw)["']?\\s?([:：])?\\s{0,9}[|>]?\\s*$`,
  'iu',
);
const element = new RegExp(`<(?:[\\w-]{1,20}:)?[\\w-]{0,40}(?:${passwordNames})>\\s*$`, 'i');
/** What stands below the field of a password and is none. */
const belowField =
  /^[\s>|]*(?:\[.?\]|[☐□☑•*]+|<|#|\[?PS |[A-Z]:\\|\d{4}-\d\d-\d\d|(?:ok|cancel|abbrechen|annuler|annuleren|cancelar|aceptar)\s*$)|remember|merken|speichern|mémoriser|onthouden|recordar|^[\p{L} .'’-]{2,40}\s?[:=](?:\s|$)/iu;

/** Asked line by line, the line with the secret cut that follows a label or the title of a box, else undefined. */
export function followingLines(): (line: string, isSuspicious: boolean) => string | undefined {
  let after: 'label' | 'field' | 'element' | undefined;
  let blanks = 0;
  let isBox = false;
  return (line, isSuspicious) => {
    const bare = after === undefined && !isBox ? '' : line.trim();
    const was = after;
    if ((after !== undefined || isBox) && bare === '') {
      isBox = false;
      blanks += 1;
      if (blanks > 1) after = undefined;
      return undefined;
    }
    after = undefined;
    blanks = 0;
    if (isSuspicious) {
      if (title.test(line)) isBox = true;
      const found = label.exec(line);
      if (found !== null) after = found[1] === undefined ? 'field' : 'label';
      else if (element.test(line)) after = 'element';
      if (after !== undefined) return undefined;
    }
    if (was === 'element') {
      if (/^<(?:[\w-]{1,20}:)?Value>[^<]/i.test(bare)) return line.replace(/>[^<]{1,4000}/, '>[cut]');
      return bare.startsWith('<') ? undefined : '[cut]';
    }
    if (was === 'label' && !belowField.test(line) && bare.split(/\s+/, 5).length < 5) return '[cut]';
    return (was === 'field' || isBox) && looksLikePassword(bare) ? '[cut]' : undefined;
  };
}
