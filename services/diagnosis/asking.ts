import { questionFor } from '../asking-people.ts';
import { type FactValue, parsePath, type Source } from '../facts.ts';
import { person } from '../vocabulary/person.ts';

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
  'control.nodesSeen': 'Count which front ends answer behind the common name.',
  providers: 'Ask the directory for the Outlook providers: {leaf}.',
  databases: 'Ask the directory for the database {}: {leaf}.',
  'databases.mounted': 'Read on its server whether the database {} is mounted.',
  'databases.activatedAt': 'Read on its server since when the database {} is active there.',
  publicFolders: 'Ask the directory for the public folders of this mailbox: {leaf}.',
  'publicFolders.pointerWorks': 'Ask Autodiscover for the mailbox that the public folders point to.',
  'publicFolders.where': 'Ask the directory where the public folders are.',
  spn: 'Ask the directory which account holds the SPN of {}.',
  kerberos: 'Ask the directory for the alternate service account: {leaf}.',
  ews: 'Ask Exchange Web Services at {}.',
  oab: 'Ask for the offline address book at {}.',
  outlookAnywhere: 'Ask Outlook Anywhere (RPC_IN_DATA, RPC_OUT_DATA) at {}.',
  iis: 'Read the settings of IIS at {}: {leaf}.',
  components: 'Read the state of the component {}.',
  ports: 'Look whether the port {} listens, by IPv4 and IPv6.',
};
/** What the mail team can tell, where no look of ours does. */
const mailTeam: Readonly<Record<string, string>> = {
  'publicFolders.pointerWorks':
    'Ask the mail team whether the mailbox that the public folders point to opens.',
  'org.maxUsersMoved': 'Ask the mail team how many mailboxes were moved since it began.',
  'org.arrayMembers': 'Ask the mail team which servers stand behind the common name.',
  'org.tlsSettingsDiffer': 'Ask the mail team whether the TLS settings of the Exchange servers differ.',
  'oab.negotiateStatus': 'Ask the mail team what the offline address book at {} answers to Kerberos.',
  'oab.error': 'Ask the mail team which error the offline address book at {} gives.',
};

const spaced = (leaf: string): string => leaf.replace(/([A-Z])/g, ' $1').toLowerCase();

/** Who can find a fact out. */
export const askedOf = (from: Source): 'probe' | 'worker' | 'person' =>
  from === 'probe' || from === 'directory'
    ? 'probe'
    : from === 'worker' || from === 'log'
      ? 'worker'
      : 'person';

/** The sentence that asks for a fact; of what was tried the value says which thing. */
export function asking(path: string, by: 'probe' | 'worker' | 'person', value?: FactValue): string {
  const { group, key, leaf = '', name } = parsePath(path);
  const fill = (sentence: string): string =>
    sentence
      .replace('{}', name ?? key ?? 'each of them')
      .replace('{leaf}', `${spaced(leaf)}${name === undefined ? '' : ` ${name}`}`);
  const question = by === 'person' || group in person ? questionFor(path, value) : undefined;
  if (question !== undefined) return fill(question.asks);
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
