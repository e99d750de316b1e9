import { any, not, type Seen, type SignBody } from '../cause.ts';
import { tried } from './mailbox.ts';

/** A sentence, or what makes one of the facts. */
type Says = string | ((seen: Seen) => string);
const saying = (says: Says): SignBody['says'] => (typeof says === 'string' ? () => says : says);

/** What a sign holds when a leaf has one of these values; `otherwise` is a value that clears it. */
export const leafIs = (
  path: string,
  values: readonly string[],
  says: Says,
  otherwise: string = 'other',
): SignBody => ({
  when: (seen) => seen.is(path, ...values),
  says: saying(says),
  shown: { [path]: values[0] ?? '' },
  cleared: { [path]: otherwise },
});

/** What a sign holds when a list names one of these; `otherwise` is an item that clears it. */
export const listNames = (
  path: string,
  items: readonly string[],
  says: Says,
  otherwise: string = 'other',
): SignBody => ({
  when: (seen) => any(...items.map((item) => seen.has(path, item))),
  says: saying(says),
  shown: { [path]: [items[0] ?? ''] },
  cleared: { [path]: [otherwise] },
});

/** What a sign holds when a flag has this value. */
export const flagIs = (path: string, value: boolean, says: Says): SignBody => ({
  when: (seen) => (value ? seen.flag(path) : not(seen.flag(path))),
  says: saying(says),
  shown: { [path]: value },
  cleared: { [path]: !value },
});

/** What a sign holds when a text leaf matches; both examples are texts as the world writes them. */
export const textMatches = (
  path: string,
  pattern: RegExp,
  says: Says,
  shown: string,
  cleared: string,
): SignBody => ({
  when: (seen) => {
    const text = seen.text(path);
    return text === undefined ? undefined : pattern.test(text);
  },
  says: saying(says),
  shown: { [path]: shown },
  cleared: { [path]: cleared },
});

const fresh = ['new-profile', 'new-windows-profile', 'clear-credentials', 'reboot-pc'];
/** What a sign holds when the popup follows one PC or its profile, so that no server can be at fault for it. */
export const followsThePc = (says: Says): SignBody => ({
  when: (seen) =>
    any(seen.flag('scope.otherPcWorks'), seen.is('scope.affected', 'one-pc'), tried(seen, fresh, 'cured')),
  says: saying(says),
  shown: { 'scope.otherPcWorks': true },
  cleared: {
    'scope.otherPcWorks': false,
    'scope.affected': 'some',
    'tried[]': [{ what: 'new-profile', result: 'nothing' }],
  },
});

const isCure = (pattern: RegExp) => (one: Readonly<Record<string, unknown>>) =>
  one.result === 'cured' && typeof one.text === 'string' && pattern.test(one.text);
/** What a sign holds when something was tried whose description matches, and cured it. */
export const curedBySetting = (pattern: RegExp, says: Says, shown: string): SignBody => ({
  when: (seen) => {
    const described = seen.elements('tried').filter(({ value }) => typeof value.text === 'string');
    return described.length === 0 ? undefined : described.some(({ value }) => isCure(pattern)(value));
  },
  says: saying(says),
  shown: { 'tried[]': [{ what: 'other', result: 'cured', text: shown }] },
  cleared: { 'tried[]': [{ what: 'other', result: 'nothing', text: shown }] },
});
