/** What somebody said, understood. `popup` is the kind he named, if he did. */
export type Said =
  | { readonly kind: 'help' }
  | { readonly kind: 'cases' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'report'; readonly popup?: string }
  | { readonly kind: 'diagnose'; readonly address: string; readonly popup?: string }
  | { readonly kind: 'not-an-address'; readonly said: string }
  | { readonly kind: 'several-addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'unknown'; readonly said: string };

/** Longest text that is read; the rest of a longer one is not looked at. */
const readAtMost = 2000;

/** The meaning of a message: mentions, HTML and mail links removed, any case, English. */
export function understand(text: string): Said {
  const said = plainWords(text.slice(0, readAtMost));
  const lower = said.toLowerCase().replace(/[.!?\s]+$/u, '');
  if (
    /^(hi|hello|hey|hallo|help|start|\?|good (morning|day|evening))( there| popup desk)?$/u.test(lower) ||
    lower === ''
  ) {
    return { kind: 'help' };
  }
  if (/^(status|cases|my cases|list)$/u.test(lower)) return { kind: 'cases' };
  if (/^(pending|approvals|my approvals)$/u.test(lower)) return { kind: 'pending' };
  const popup = popupIn(lower);
  const named = popup === undefined ? {} : { popup };
  const addresses = addressesIn(said);
  if (addresses.length > 1) return { kind: 'several-addresses', addresses };
  const [address] = addresses;
  if (address !== undefined) return { kind: 'diagnose', address, ...named };
  const asked = /^(?:diagnose|check|diag)\s+(.+)$/iu.exec(said);
  if (asked?.[1] !== undefined) {
    return /^(me|myself|my (mailbox|outlook))$/iu.test(asked[1])
      ? { kind: 'report', ...named }
      : { kind: 'not-an-address', said: asked[1] };
  }
  if (/@/u.test(said) && !/\s/u.test(said)) return { kind: 'not-an-address', said };
  if (
    /^(diagnose|check|diag|report( a popup)?)$/u.test(lower) ||
    popup !== undefined ||
    /\boutlook\b/u.test(lower)
  ) {
    return { kind: 'report', ...named };
  }
  return { kind: 'unknown', said };
}

/** The text as the person wrote it, without the client's markup. */
export function plainWords(text: string): string {
  return text
    .replace(/<at\b[^>]*>[\s\S]*?<\/at>/giu, ' ')
    .replace(/\[([^\]]*)\]\(mailto:([^)\s]*)\)/giu, ' $2 ')
    .replace(/<a\b[^>]*href\s*=\s*["']mailto:([^"'?]*)[^>]*>[\s\S]*?<\/a>/giu, ' $1 ')
    .replace(/<mailto:([^>\s]*)>/giu, ' $1 ')
    .replace(/<([^<>\s@]+@[^<>\s]+)>/gu, ' $1 ')
    .replace(/<[^<>]*>/gu, ' ')
    .replace(/&nbsp;|\u00a0|[\u200b-\u200d\ufeff]/giu, ' ')
    .replace(/&lt;/giu, '<')
    .replace(/&gt;/giu, '>')
    .replace(/&quot;|&#39;/giu, '"')
    .replace(/&amp;/giu, '&')
    .replace(/\bmailto:/giu, ' ')
    .replace(/[`*]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Every e-mail address in the text once, as written. */
function addressesIn(text: string): readonly string[] {
  const seen = new Map<string, string>();
  for (const piece of text.split(/[\s,;()<>"“”„]+/u)) {
    const bare = piece.replace(/^[:'‘’]+|[.:!?'‘’]+$/gu, '');
    if (isAddress(bare)) seen.set(bare.toLowerCase(), bare);
  }
  return [...seen.values()];
}

/** Whether a text has the form of an SMTP address (RFC 5321 4.1.2, without quoted local parts; lengths of 4.5.3.1). */
export function isAddress(text: string): boolean {
  const [local, domain, ...rest] = text.split('@');
  if (local === undefined || domain === undefined || rest.length > 0) return false;
  if (local.length === 0 || local.length > 64 || domain.length > 255) return false;
  if (!/^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u.test(local) || /^\.|\.$|\.\./u.test(local)) return false;
  return (
    domain.includes('.') &&
    domain.split('.').every((part) => /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(part))
  );
}

/** The kind of popup that the words name; the order decides where several fit. */
function popupIn(lower: string): string | undefined {
  const kinds: readonly (readonly [string, RegExp])[] = [
    ['need-password', /need(s)? password|status bar.*password/u],
    ['allow-website', /allow this website|allow.*to configure/u],
    ['restart', /restart|administrator has made a change|quit and/u],
    ['certificate', /certificate|security alert/u],
    ['credential', /password|credential|log ?in|sign(ing)? ?in|windows security|kennwort|passwort/u],
    ['disconnected', /disconnected|not connected|trying to connect/u],
  ];
  return kinds.find(([, words]) => words.test(lower))?.[0];
}
