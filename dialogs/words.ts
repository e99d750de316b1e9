/** What somebody said, understood. `popup` is the kind he named, if he did. */
export type Said =
  | { readonly kind: 'help' }
  | { readonly kind: 'cases' }
  | { readonly kind: 'pending' }
  /** A popup of the speaker's own; `own` when he said so, else it may be anybody's. */
  | { readonly kind: 'report'; readonly popup?: string; readonly own?: true }
  /** A report to be handed over without looking first. */
  | { readonly kind: 'to-helpdesk'; readonly address?: string; readonly popup?: string }
  /** He sent a password, which is neither kept nor repeated. */
  | { readonly kind: 'secret' }
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
  if (tellsPassword(said)) return { kind: 'secret' };
  if (/^(status|cases|my cases|list)$/u.test(lower)) return { kind: 'cases' };
  if (/^(pending|approvals|my approvals)$/u.test(lower)) return { kind: 'pending' };
  const popup = popupIn(lower);
  const named = popup === undefined ? {} : { popup };
  const addresses = addressesIn(said);
  if (addresses.length > 1) return { kind: 'several-addresses', addresses };
  const [address] = addresses;
  if (/^(talk to )?(the )?helpdesk\b/u.test(lower)) {
    return { kind: 'to-helpdesk', ...(address !== undefined && { address }), ...named };
  }
  if (address !== undefined) return { kind: 'diagnose', address, ...named };
  const asked = /^(?:diagnose|check|diag)\s+(.+)$/iu.exec(said);
  if (asked?.[1] !== undefined) {
    return /^(me|myself|my (mailbox|outlook))$/iu.test(asked[1])
      ? { kind: 'report', own: true, ...named }
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

/** What follows "my password is" where somebody describes his trouble and tells no password. */
const ordinary =
  /^(a|about|accepted|again|always|asked|being|changed|correct|expired|expiring|fine|forgotten|going|good|in|incorrect|invalid|it|just|known|locked|lost|my|needed|never|new|no|not|ok|okay|old|only|popup|prompt|rejected|refused|requested|required|reset|right|saved|shown|still|stored|supposed|the|too|typed|unknown|valid|what|why|wrong)$/iu;

/** Whether a text gives a password away: "my password is …", "pwd: …". */
export function tellsPassword(text: string): boolean {
  const tellings = text.matchAll(
    /\b(?:password|passwd|passphrase|pwd|kennwort|passwort)\b\s*(?:is\b|ist\b|:|=)[\s:="'“‘]*(\S+)/giu,
  );
  return [...tellings].some((telling) => {
    const word = (telling[1] ?? '').replace(/[.,;:!?"'”’)]+$/u, '');
    if (word === '' || ordinary.test(word)) return false;
    // A plain word in the middle of a sentence describes something; at its end, or with digits or signs, it is told.
    return /[^\p{L}]/u.test(word) || text.slice(telling.index + telling[0].length).trim() === '';
  });
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
