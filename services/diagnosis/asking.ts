import { parsePath, type Source } from '../facts.ts';
import { personQuestions } from './person-questions.ts';

/** What to ask the directory or a server, by group or path; `{}` is the key. */
const looks: Readonly<Record<string, string>> = {
  mailbox: 'Ask the directory for this mailbox: {leaf}.',
  'mailbox.moved': 'Ask the directory when the mailbox moved.',
  'mailbox.movedAt': 'Ask the directory when the mailbox moved.',
  'mailbox.exchange': 'Ask the directory on which Exchange version the mailbox is.',
  account: 'Ask the directory for this account: {leaf}.',
  'account.locked': 'Ask the directory whether the account is locked out.',
  secondary: 'Ask the directory which other mailboxes this user opens, where they are and when they moved.',
  org: 'Ask the directory for the organisation: {leaf}.',
  scp: 'Ask the directory for the service connection point of {}.',
  vdirs: 'Ask the directory for the virtual directory {}.',
  servers: 'Ask the directory for version and operating system of {}.',
  'servers.bootedAt': 'Read on {} when it was started.',
  dns: 'Ask DNS for {}.',
  autodiscover: 'Ask Autodiscover for this mailbox at {}.',
  mapi: 'Ask MAPI over HTTP at {}.',
  tls: 'Open a TLS session to {} and read its certificate.',
  pools: 'Read state and start time of the application pool {}.',
  control: 'Try our own account once at a place where it is known to work.',
};
/** What the mail team can tell, where no look of ours does. */
const mailTeam: Readonly<Record<string, string>> = {
  'publicFolders.where': 'Ask the mail team where the public folders are.',
  iis: 'Ask the mail team how IIS is set at {}: {leaf}.',
  spn: 'Ask the mail team which account holds the SPN of {} (setspn -Q).',
  kerberos: 'Ask the mail team about the alternate service account: {leaf}.',
};

const spaced = (leaf: string): string => leaf.replace(/([A-Z])/g, ' $1').toLowerCase();

/** Who can find a fact out. */
export const askedOf = (from: Source): 'probe' | 'worker' | 'person' =>
  from === 'probe' || from === 'directory'
    ? 'probe'
    : from === 'worker' || from === 'log'
      ? 'worker'
      : 'person';

/** The sentence that asks for a fact. */
export function asking(path: string, by: 'probe' | 'worker' | 'person'): string {
  const { group, key, leaf = '', name } = parsePath(path);
  const fill = (sentence: string): string =>
    sentence
      .replace('{}', name ?? key ?? 'each of them')
      .replace('{leaf}', `${spaced(leaf)}${name === undefined ? '' : ` ${name}`}`);
  const question = personQuestions[`${group}.${leaf}`] ?? personQuestions[`${group}[]`];
  if (question !== undefined) return fill(question);
  const [server = '', rest = ''] = (key ?? '').split('/');
  if (group === 'log') return 'Search the logs of the Exchange servers for requests of this mailbox.';
  if (group === 'searched') return `Search the ${rest} log of ${server} for requests of this mailbox.`;
  if (group === 'hotfixes')
    return `Look on ${server} whether ${rest.toUpperCase()} or what replaced it is installed.`;
  const known = by === 'person' ? mailTeam : looks;
  const sentence = known[`${group}.${leaf}`] ?? known[group];
  if (sentence !== undefined) return fill(sentence);
  const what = fill(`{leaf} of ${key === undefined ? spaced(group) : `${key} (${spaced(group)})`}`);
  if (by === 'person') return `Ask the mail team for ${what}.`;
  return by === 'probe' ? `Ask the directory or the server for ${what}.` : `Read on the server: ${what}.`;
}
