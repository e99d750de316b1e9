import { parsePath, type Source } from '../facts.ts';

/** Questions to a person, by path; every other leaf is asked for by its name. */
const questions: Readonly<Record<string, string>> = {
  'popup.kind':
    'Which box appears: a password box, "quit and restart Outlook", "Allow this website", or a certificate warning?',
  'popup.chain': 'Which boxes appear one after the other, in order?',
  'popup.afterCancel': 'What happens after Cancel is pressed in the box?',
  'popup.host': 'Which server does the box name?',
  'popup.prefilledUser': 'Which user name stands in the password box before anything is typed?',
  'popup.prefilledIs':
    'Which user name stands in the password box: the e-mail address, the UPN, DOMAIN\\user, or none?',
  'popup.passwordAccepted':
    'Does the box accept the right password, accept it and come back later, or refuse it at once?',
  'popup.domainUserWorks': 'Does signing in as DOMAIN\\user work?',
  'popup.rememberTicked': 'Was "Remember my credentials" ticked?',
  'popup.duringProfileCreation': 'Does it appear while the profile is being created?',
  'scope.affected': 'Who sees it: one person, one PC, only people who were moved, one site, or everybody?',
  'scope.only': 'What do those who see it have in common that others lack?',
  'scope.otherPcWorks': 'Does the same person work on another PC without the popup?',
  'scope.otherUserOnThisPcWorks': 'Does another person work on this PC without the popup?',
  'scope.webmailWorks': 'Does web mail open with the same name and password?',
  'scope.phoneWorks': 'Does mail on the phone go on working?',
  'scope.insideWorks': 'Is it gone inside the office network?',
  'scope.outsideWorks': 'Is it gone outside the office network?',
  'scope.directWorks': 'Is it gone when the PC reaches Exchange directly, past the load balancer or proxy?',
  'scope.vpn': 'Is the PC on VPN?',
  'timeline.since': 'Since when does it appear?',
  'timeline.pattern': 'When does it appear: once, at every start, all the time, hourly, or at busy hours?',
  'timeline.after':
    'What changed just before: a mailbox move, a password change, a new shared mailbox, an update, a certificate?',
  'timeline.endsAlone': 'Does it end by itself without anybody doing anything?',
  'tried[]': 'What has been tried (new profile, deleted stored passwords, recycled pool …), and did it help?',
  'client.outlookBuild': 'Which Outlook build is it (File, Office Account, About Outlook)?',
  'client.domainJoined': 'Is the PC a member of the domain?',
  'client.credentialEntries':
    'Which lines of "cmdkey /list" name Outlook, MicrosoftOffice, the mail server or autodiscover?',
  'client.profileServer':
    'Which server does the Outlook profile name (Account Settings, or Connection Status)?',
  'client.profileServerIs':
    'Which server does the Outlook profile name: the one of the mailbox, another Exchange server, or an address with @?',
  'client.protocol':
    'Which protocol do the mail rows of Connection Status (Ctrl + right-click on the Outlook icon) show?',
  'client.mapiHttpDisabled': 'Is MapiHttpDisabled set under HKCU\\Software\\Microsoft\\Exchange on that PC?',
  'client.logonNetworkSecurity': 'What does "Logon network security" say in the profile’s security settings?',
  'client.restartEvent': 'What does event 67 of source Outlook in the PC’s application log say?',
  'client.proxyPrincipal': 'Which "msstd:" name stands in the profile’s Exchange Proxy Settings?',
  'client.webProxy': 'Which web proxy does that PC use?',
  'client.scanner': 'Which scanner on that PC opens encrypted traffic?',
  'connections[]': 'What do the rows of Connection Status (Ctrl + right-click on the Outlook icon) say?',
  'path.through': 'Does this PC reach Exchange directly, or through a load balancer or reverse proxy?',
  'path.tlsEndsAt':
    'Where does the TLS session end: at Exchange, at a device before it, or at a scanner on the PC?',
};

/** What to ask the directory or a server, by group or path; `{}` is the key. */
const looks: Readonly<Record<string, string>> = {
  secondary: 'Ask the directory which other mailboxes this user opens, where they are and when they moved.',
  'mailbox.moved': 'Ask the directory when the mailbox moved.',
  'mailbox.movedAt': 'Ask the directory when the mailbox moved.',
  'mailbox.exchange': 'Ask the directory on which Exchange version the mailbox is.',
  'account.locked': 'Ask the directory whether the account is locked out.',
  servers: 'Ask the directory for version and operating system of {}.',
  autodiscover: 'Ask Autodiscover for this mailbox at {}.',
  mapi: 'Ask MAPI over HTTP at {}.',
  tls: 'Open a TLS session to {} and read its certificate.',
  pools: 'Read state and start time of the application pool {}.',
  control: 'Try our own account once at a place where it is known to work.',
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
  const known = questions[group === 'tried' || group === 'connections' ? `${group}[]` : `${group}.${leaf}`];
  if (known !== undefined) return known;
  if (group === 'log') return 'Search the logs of the Exchange servers for requests of this mailbox.';
  if (group === 'searched') {
    const [server, log] = (key ?? '').split('/');
    return `Search the ${log ?? ''} log of ${server ?? ''} for requests of this mailbox.`;
  }
  if (group === 'hotfixes') {
    const [server, patch] = (key ?? '').split('/');
    return `Look on ${server ?? ''} whether ${(patch ?? '').toUpperCase()} or what replaced it is installed.`;
  }
  const look = by === 'person' ? undefined : (looks[`${group}.${leaf}`] ?? looks[group]);
  if (look !== undefined) return look.replace('{}', key ?? 'each of them');
  const what = `${spaced(leaf)}${name === undefined ? '' : ` ${name}`}`.trim() || 'entries';
  const of = key === undefined ? `of ${spaced(group)}` : `of ${key} (${spaced(group)})`;
  if (by === 'person') return `Find out on the PC or from the user: ${what} ${of}.`;
  return by === 'probe'
    ? `Ask the directory or the server for ${what} ${of}.`
    : `Read on the server: ${what} ${of}.`;
}
