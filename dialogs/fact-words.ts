import { type FactValue, parsePath } from '../services/facts.ts';

/** What a fact is about, by path or group, as a person says it; `{}` is the key's short name. */
const said: Readonly<Record<string, string>> = {
  'popup.kind': 'which box appears',
  'popup.chain': 'which boxes follow one another',
  'popup.afterCancel': 'what Cancel does',
  'popup.prefilledIs': 'which user name the box offers',
  'popup.prefilledUser': 'which user name the box offers',
  'popup.passwordAccepted': 'whether the box takes the right password',
  'popup.rememberOffered': 'whether the box offers “Remember”',
  'popup.rememberTicked': 'whether “Remember” was ticked',
  'popup.domainUserWorks': 'whether DOMAIN\\user works',
  'popup.duringProfileCreation': 'whether it comes while a profile is made',
  'scope.affected': 'who else sees it',
  'scope.only': 'what those who see it have in common',
  'scope.otherPcWorks': 'whether another PC works',
  'scope.otherUserOnThisPcWorks': 'whether another person works on this PC',
  'scope.webmailWorks': 'whether web mail works',
  'scope.phoneWorks': 'whether the phone works',
  'scope.insideWorks': 'whether it works inside the office',
  'scope.outsideWorks': 'whether it works outside the office',
  'timeline.since': 'since when it appears',
  'timeline.pattern': 'how often it appears',
  'timeline.after': 'what changed just before',
  'timeline.endsAlone': 'whether it ends by itself',
  tried: 'what was tried',
  connections: 'what Connection Status shows',
  checked: 'what was checked already',
  'client.profileServer': 'which server the Outlook profile names',
  'client.profileServerIs': 'which server the Outlook profile names',
  'client.profileAge': 'how old the Outlook profile is',
  'client.credentialEntries': 'which passwords the PC keeps',
  'client.otherPasswordsKept': 'which passwords the PC keeps',
  'client.domainJoined': 'whether the PC is in the domain',
  'client.protocol': 'which protocol Outlook uses',
  'client.restartEvent': 'Outlook’s restart event on the PC',
  'mailbox.moved': 'whether the mailbox was moved',
  'mailbox.movedAt': 'when the mailbox was moved',
  'mailbox.exchange': 'the Exchange version of the mailbox',
  'mailbox.server': 'the server of the mailbox',
  'mailbox.upn': 'the sign-in name (UPN)',
  'account.locked': 'whether the account is locked',
  'account.lockedAt': 'when the account was locked',
  'account.badPasswordAt': 'when a wrong password was given last',
  'account.failedLogon': 'refused logons of the account',
  'account.typedName': 'the user name that was typed',
  'publicFolders.where': 'where public folders are',
  'org.arrayMembers': 'the servers of the old array',
  secondary: 'other mailboxes that are opened',
  log: 'lines of this mailbox in the server logs',
  searched: 'the {} logs',
  'autodiscover.status': 'Autodiscover on {}, answer',
  'autodiscover.location': 'Autodiscover on {}, redirect',
  'autodiscover.backEnd': 'Autodiscover on {}, sent on to',
  autodiscover: 'Autodiscover on {}',
  'mapi.ntlmStatus': 'MAPI on {}, answer to NTLM',
  'mapi.schemes': 'MAPI on {}, sign-in offered',
  mapi: 'MAPI on {}',
  'pools.startedAt': 'pool {}, started',
  'pools.state': 'pool {}, state',
  pools: 'pool {}',
  hotfixes: 'the update {}',
  iis: 'IIS settings of {}',
  servers: 'server {}',
  tls: 'the certificate of {}',
  dns: 'the name {} in DNS',
  'control.probeAccountUsable': 'whether our own account works',
};

const spaced = (leaf: string): string => leaf.replace(/([A-Z])/g, ' $1').toLowerCase();
const host = (name: string): string => name.split('.')[0] ?? name;

const poolParts: Readonly<Record<string, string>> = {
  autodiscover: 'Autodiscover',
  services: 'Services',
  mapifrontend: 'MapiFrontEnd',
  rpcproxyfrontend: 'RpcProxyFrontEnd',
};
/** A pool as the server writes its name; paths are kept in small letters. */
const pool = (name: string): string =>
  name.replace(
    /^msexchange(.+)apppool$/i,
    (_all, part: string) => `MSExchange${poolParts[part.toLowerCase()] ?? part}AppPool`,
  );

/** A key in short: `ex16b` for a node, `MSExchange…AppPool on ex16a` for a pool. */
function keyWords(group: string, key: string): string {
  const [first = '', ...more] = key.split('/');
  const rest = more.join('/');
  if (group === 'pools') return `${pool(rest)} on ${first}`;
  if (group === 'hotfixes') return `${rest.toUpperCase()} on ${first}`;
  if (group === 'searched') return `${rest} (${first})`;
  const [name = '', node] = first.split('@');
  if (group === 'secondary') return key;
  const where = node ?? (/^[\d.]+$/.test(name) || group === 'tls' || group === 'dns' ? name : host(name));
  return rest === '' ? where : `${where} (${rest})`;
}

/** What a fact is about in words; an unknown path is taken apart, never shown as it is. */
export function factWords(path: string): string {
  const element = /^(log|tried|connections)\[\d*\]$/.exec(path);
  const { group, key = '', leaf = '' } = element ? { group: element[1] ?? '' } : parsed(path);
  const known = said[`${group}.${leaf}`];
  const words = known ?? said[group];
  const where = key === '' ? 'the servers' : keyWords(group, key);
  const about = (words ?? `${spaced(group)}${key === '' ? '' : ` of ${where}`}`).replace('{}', where);
  return known !== undefined || leaf === '' ? about : `${about}, ${spaced(leaf)}`;
}

function parsed(path: string): { readonly group: string; readonly key?: string; readonly leaf?: string } {
  try {
    const { group, key, leaf } = parsePath(path);
    return { group, ...(key !== undefined && { key }), ...(leaf !== undefined && { leaf }) };
  } catch {
    // A name of a group alone, or of a newer vocabulary: its words are all that there is to say.
    return { group: path.replace(/[[\].]+/g, ' ').trim() };
  }
}

/** A change as the second half of "If …": "the mailbox had not been moved". */
export function ifWords(path: string, value: FactValue, shown: string): string {
  if (path === 'mailbox.moved') return `the mailbox had ${value === true ? '' : 'not '}been moved`;
  if (path === 'mailbox.exchange') return `the mailbox were on Exchange ${shown}`;
  if (path === 'mailbox.movedAt') return `the mailbox had been moved ${shown}`;
  if (path === 'mailbox.upn') return `the sign-in name were ${shown}`;
  if (path === 'tried[]' && typeof value === 'object' && 'what' in value) {
    const result = 'result' in value ? String(value.result).replaceAll('-', ' ') : 'told';
    return `“${String(value.what).replaceAll('-', ' ')}” had been tried: ${result}`;
  }
  if (path === 'log[]' && typeof value === 'object' && 'server' in value) {
    const status = 'status' in value ? ` answered ${String(value.status)}` : '';
    const what = 'signature' in value ? ` (${String(value.signature).replaceAll('-', ' ')})` : '';
    return `the logs of ${String(value.server)} showed a request of this mailbox${status}${what}`;
  }
  const about = factWords(path);
  if (about.startsWith('whether ')) {
    return value === true ? about.slice('whether '.length) : `not: ${about.slice('whether '.length)}`;
  }
  // Of several words in small letters it is the vocabulary's own; names and addresses stay as they are.
  const shownAs = /^[a-z]+(-[a-z]+)+$/.test(shown) ? shown.replaceAll('-', ' ') : shown;
  if (path === 'client.credentialEntries')
    return Array.isArray(value) && value.length === 0
      ? 'the PC kept no password'
      : `the PC kept a password for ${shownAs}`;
  const isTold = /^(which|what|how|where|when|since when|who) /.test(about);
  return `I ${isTold ? 'were told' : 'saw'} “${about}: ${shownAs}”`;
}
