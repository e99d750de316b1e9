/** True for `authentication`, `Failed`: words of a sentence, no base64. */
export const isWord = (text: string): boolean => /^(?:[A-Za-z]?[a-z]+|[A-Z]+)[.,:;]?$/.test(text);
/** False for what stands where a value would and is none: `true`, `none`, stars. */
export const isValue = (text: string): boolean =>
  text.trim() !== '' &&
  !/^["']?(?:true|false|yes|no|ja|nein|null|\$null|none|\(null\)|\*+|•+|-)["']?[.,;]?$/i.test(text.trim());
/** A date behind `LastBadPassword:` is no password. */
export const isPassword = (text: string): boolean =>
  isValue(text) && !/^["']?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(text.trim());
/** True for what is no word and long enough for a ticket. */
export const looksEncoded = (text: string): boolean => text.length >= 8 && !isWord(text);

/** True for one word that nobody writes but as a password: letters with digits or odd signs, and no host, address, code or path. */
export const looksLikePassword = (text: string): boolean => {
  const bare = text.replace(/^["'„“»«]|["'“”»«.,;]{1,3}$/g, '');
  if (bare.length < 5 || /[\s/\\<>()[\]{}:=]/.test(bare)) return false;
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|^(?:[\w-]+\.)+[\w-]+$|^0x[\da-f]+$|^[\d.,-]+%?$/i.test(bare))
    return false;
  if (!/\p{L}/u.test(bare) || /^[\da-f]{8}-[\da-f]{4}-/i.test(bare)) return false;
  return (
    /[!$%&#?+*^~§]./.test(bare) || (/\d/.test(bare) && (/[!$%&#?+*^~§]/.test(bare) || /\p{Ll}/u.test(bare)))
  );
};
/** True for a name that an account may have; what else was typed there may be its password. */
export const hasAccountShape = (name: string): boolean =>
  /^(?:[\p{L}\p{M}\d ._'~-]{1,60}\\)?[\p{L}\p{M}\d ._'’~{}-]{1,100}\$?(?:#EXT#)?(?:@[\p{L}\d._-]{1,200})?$/u.test(
    name,
  );
