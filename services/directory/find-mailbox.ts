import type { InputRefusal } from '../looking/look.ts';
import { parseAddress, primaryAddress } from './addresses.ts';
import { anyOf, type Controller, type Directory, equals } from './directory.ts';
import { domainOf, domainPart } from './distinguished-name.ts';
import type { DirectoryEntry } from './entry.ts';
import { controllersOf, type Domain, forestWide } from './forest.ts';
import { recipientType } from './recipient-type.ts';

/** Attributes that say who and what a recipient is. */
export const recipientAttributes = [
  'objectClass',
  'displayName',
  'mail',
  'proxyAddresses',
  'userPrincipalName',
  'sAMAccountName',
  'objectSid',
  'objectGUID',
  'whenCreated',
  'legacyExchangeDN',
  'homeMDB',
  'msExchHomeServerName',
  'msExchMailboxGuid',
  'msExchRecipientTypeDetails',
  'msExchMasterAccountSid',
  'msExchWhenMailboxCreated',
  'msExchMailboxMoveStatus',
  'msExchArchiveDatabaseLink',
  'msExchArchiveGUID',
  'protocolSettings',
  'targetAddress',
  'memberOf',
] as const;

/** The object behind an address, and the controller of its own domain that told of it. */
export interface FoundMailbox {
  readonly by: string;
  readonly entry: DirectoryEntry;
  readonly controller: Controller;
  readonly domain: Domain | undefined;
}

/** The one recipient that an address belongs to, or why there is none to diagnose. */
export async function findMailbox(
  directory: Directory,
  typed: string,
  mailDomains: readonly string[],
  signal: AbortSignal,
): Promise<FoundMailbox | InputRefusal> {
  const parsed = parseAddress(typed);
  if (!parsed.ok) return { kind: 'not-an-address', says: parsed.says, candidates: [] };
  const { address } = parsed;
  const { domain: home } = await directory.root(signal);
  // Both at once: the forest is only needed to know whether one domain is all there is.
  const [nearby, forest] = await Promise.all([
    searchFor(directory, home, address, signal),
    directory.forest(signal),
  ]);
  const several = forest.domains.length > 1;
  const wide = several ? await forestWide(directory, signal) : undefined;
  const found = wide === undefined ? nearby : await searchFor(wide.controller, wide.base, address, signal);
  const owners = bestMatches(found.entries, address);
  const [first] = owners;
  if (first === undefined) return unknown(directory, address, forest.upnSuffixes, mailDomains, signal);
  if (owners.length > 1) return twoMailboxes(address, owners);
  const refusal = noMailbox(first, address);
  if (refusal !== undefined) return refusal;
  const domain = forest.domains.find(({ dns }) => dns === domainOf(first.dn));
  if (!several) return { by: found.by, entry: first, controller: directory, domain };
  return { ...(await fromItsOwnDomain(directory, first, home, signal)), domain };
}

const searchFor = (controller: Controller, base: string, address: string, signal: AbortSignal) =>
  controller.search(
    {
      base,
      scope: 'sub',
      filter: anyOf(
        equals('proxyAddresses', `smtp:${address}`),
        equals('mail', address),
        equals('userPrincipalName', address),
      ),
      attributes: recipientAttributes,
      sizeLimit: 20,
    },
    signal,
  );

/** The global catalogue holds only some attributes: the rest stands in the account's own domain. */
async function fromItsOwnDomain(
  directory: Directory,
  entry: DirectoryEntry,
  home: string,
  signal: AbortSignal,
) {
  const controller = await controllerOf(directory, domainPart(entry.dn), home, signal);
  const whole = await controller.search(
    {
      base: entry.dn,
      scope: 'base',
      filter: equals('objectClass', 'top'),
      attributes: recipientAttributes,
      sizeLimit: 1,
    },
    signal,
  );
  const [own] = whole.entries;
  if (own === undefined)
    throw new Error(`${whole.by} does not show ${entry.dn}, which the global catalogue knows`);
  return { by: whole.by, entry: own, controller };
}

/** A controller that holds a domain: the one already connected, else the first that the sites container names. */
export async function controllerOf(
  directory: Directory,
  domain: string,
  home: string,
  signal: AbortSignal,
): Promise<Controller> {
  if (domain.toLowerCase() === home.toLowerCase()) return directory;
  const [place] = await controllersOf(directory, domain, signal);
  if (place === undefined) throw new Error(`no domain controller of ${domainOf(domain)} is known`);
  return directory.at(place.host);
}

const isRecipient = (entry: DirectoryEntry): boolean =>
  entry.has('msExchRecipientTypeDetails') || entry.has('homeMDB') || entry.has('proxyAddresses');

/**
 * The objects that own the address: recipients that receive under it, else the account that signs in with it,
 * else whoever only carries it in `mail` (an administrator's second account often does).
 */
export function bestMatches(entries: readonly DirectoryEntry[], address: string): readonly DirectoryEntry[] {
  const lower = (values: readonly string[]) => values.map((value) => value.toLowerCase());
  const receives = entries.filter(
    (entry) =>
      lower(entry.texts('proxyAddresses')).includes(`smtp:${address}`) ||
      (isRecipient(entry) && entry.text('mail')?.toLowerCase() === address),
  );
  if (receives.length > 0) return receives;
  const signsIn = entries.filter((entry) => entry.text('userPrincipalName')?.toLowerCase() === address);
  return signsIn.length > 0 ? signsIn : entries;
}

async function unknown(
  directory: Directory,
  address: string,
  upnSuffixes: readonly string[],
  mailDomains: readonly string[],
  signal: AbortSignal,
): Promise<InputRefusal> {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const accepted = await acceptedDomains(directory, signal);
  const named = [...accepted, ...mailDomains, ...upnSuffixes].map((name) => name.toLowerCase());
  const ours = [...new Set(named)];
  if (ours.includes(domain) || ours.some((name) => name.startsWith('*.') && domain.endsWith(name.slice(1))))
    return {
      kind: 'unknown',
      says: `The directory knows no object with the address ${address}; check the spelling, or ask with the user's sign-in name`,
      candidates: [],
    };
  return {
    kind: 'foreign-domain',
    says: `${domain} is not a mail domain of this organisation (${ours.slice(0, 5).join(', ') || 'none is known'}); ask with an address of one of its own domains`,
    candidates: [],
  };
}

/** The accepted mail domains that the Exchange organisation lists. */
export async function acceptedDomains(directory: Directory, signal: AbortSignal): Promise<readonly string[]> {
  const { configuration } = await directory.root(signal);
  const { entries } = await directory.search(
    {
      base: `CN=Services,${configuration}`,
      scope: 'sub',
      filter: equals('objectClass', 'msExchAcceptedDomain'),
      attributes: ['msExchAcceptedDomainName'],
    },
    signal,
  );
  const names = entries.flatMap((entry) => entry.texts('msExchAcceptedDomainName'));
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** A few words by which a person tells one object from another. */
const called = (entry: DirectoryEntry): string =>
  [
    entry.text('displayName') ?? entry.text('sAMAccountName') ?? entry.dn,
    entry.text('userPrincipalName') ?? primaryAddress(entry),
  ]
    .filter((part) => part !== undefined)
    .join(', ');

function twoMailboxes(address: string, owners: readonly DirectoryEntry[]): InputRefusal {
  const candidates = owners.map(called).sort();
  return {
    kind: 'two-mailboxes',
    says: `${address} belongs to ${owners.length} objects of the directory, so I cannot tell which is meant; ask with an address or sign-in name that only one of them has:`,
    candidates,
  };
}

/** Any of them shows a mailbox, here or elsewhere; the others may be hidden. */
const mailboxAttributes = ['homeMDB', 'targetAddress', 'msExchMailboxGuid', 'msExchHomeServerName'];

/** Why an object cannot be diagnosed, undefined for mailboxes (here or in the cloud) and mail users. */
export function noMailbox(entry: DirectoryEntry, address: string): InputRefusal | undefined {
  const details = entry.integer('msExchRecipientTypeDetails');
  const type = details === undefined ? undefined : recipientType(details);
  const classes = entry.texts('objectClass').map((name) => name.toLowerCase());
  const what =
    (classes.includes('group') && 'a distribution list') ||
    (classes.includes('msexchdynamicdistributionlist') && 'a dynamic distribution list') ||
    (classes.includes('contact') && 'a contact') ||
    (classes.includes('publicfolder') && 'a public folder') ||
    (type !== undefined && !type.diagnosed && type.called) ||
    (details === undefined &&
      !mailboxAttributes.some((name) => entry.has(name)) &&
      'a user without a mailbox');
  if (what === false) return undefined;
  return {
    kind: 'no-mailbox',
    says: `${address} is ${what} (${called(entry)})${what.includes('without a mailbox') ? '' : ', which has no mailbox to look at'}; ask with the address of the person who sees the popup`,
    candidates: [],
  };
}
