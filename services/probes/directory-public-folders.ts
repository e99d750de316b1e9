import { constructedOf, neverSet } from '../directory/absence.ts';
import { accountOf } from '../directory/account-of.ts';
import { primaryAddress } from '../directory/addresses.ts';
import { type Directory, equals } from '../directory/directory.ts';
import { exchangeServers, homeOf } from '../directory/exchange-servers.ts';
import { forestWide } from '../directory/forest.ts';
import { type Recipient, whereFolders } from '../directory/public-folders.ts';
import { hiddenInExchange } from '../directory/rights.ts';
import { stating } from '../directory/stating.ts';
import { type Brought, probe } from '../looking/look.ts';

const brings = [
  'publicFolders.where',
  'publicFolders.remoteMailboxes',
  'publicFolders.clientControl',
  'publicFolders.pointer',
];
/** Set-Mailbox -DefaultPublicFolderMailbox and Set-OrganizationConfig -RemotePublicFolderMailboxes. */
const ownPointer = 'msExchPublicFolderMailbox';
const remotePointers = 'pFContacts';
const publicFolderMailbox = '68719476736';
const mostRead = 20;

export default probe({
  id: 'directory-public-folders',
  title: 'Public folders, and how the mailbox is led to them',
  needs: ['mailbox.sam', 'mailbox.domain'],
  brings,
  deadlineMs: 8_000,
  subjects: (known) => {
    const sam = known.get('mailbox.sam');
    return typeof sam === 'string' ? [{ key: sam, shared: false, brings }] : [];
  },
  run: async (_subject, known, { directory }, signal): Promise<Brought> => {
    const { configuration } = await directory.root(signal);
    const [own, organisation, servers, wide] = await Promise.all([
      accountOf(directory, known, [ownPointer], signal),
      directory.search(
        {
          base: `CN=Services,${configuration}`,
          scope: 'sub',
          filter: equals('objectClass', 'msExchOrganizationContainer'),
          attributes: ['heuristics', 'msExchOrganizationFlags2', remotePointers],
        },
        signal,
      ),
      exchangeServers(directory),
      forestWide(directory, signal),
    ]);
    const { by } = organisation;
    const { facts, blind, state, unseen } = stating(by);
    unseen(
      'publicFolders.clientControl',
      'no documented attribute holds it: Get-OrganizationConfig shows PublicFolderShowClientControl to members of View-Only Organization Management',
    );
    const [entry] = organisation.entries;
    if (entry === undefined) {
      for (const fact of brings.filter((leaf) => !leaf.endsWith('clientControl')))
        unseen(fact, hiddenInExchange(by, 'the Exchange organisation'));
      return { facts, blind };
    }
    const links = entry.texts(remotePointers).slice(0, mostRead);
    const pointerLink = own.entry.text(ownPointer);
    const [remote, pointer, local] = await Promise.all([
      recipients(directory, links, signal),
      recipients(directory, pointerLink === undefined ? [] : [pointerLink], signal),
      wide.controller.search(
        {
          base: wide.base,
          scope: 'sub',
          filter: equals('msExchRecipientTypeDetails', publicFolderMailbox),
          attributes: ['cn'],
          sizeLimit: 1,
        },
        signal,
      ),
    ]);
    const { stamps } = await constructedOf(directory, entry.dn, signal);
    const heuristics = neverSet(entry, stamps, 'heuristics', 'msExchOrganizationFlags2')
      ? 0n
      : entry.integer('heuristics');
    const yearOf = ({ homeMdb }: Recipient) => homeOf(servers, homeMdb, undefined).exchange;
    const where = whereFolders(
      heuristics,
      remote.map((one) => ({ online: one.online, exchange: yearOf(one) })),
      local.entries.length > 0,
      servers.publicFolderDatabases.flatMap(
        ({ server }) => servers.servers.find(({ name }) => name === server)?.exchange ?? [],
      ),
    );
    if (where === undefined) unseen('publicFolders.where', hiddenInExchange(by, 'heuristics'));
    else
      state(
        'publicFolders.where',
        where,
        `heuristics, ${remotePointers}, public folder databases and mailboxes`,
      );
    const addresses = remote.flatMap(({ address }) => address ?? []);
    state('publicFolders.remoteMailboxes', addresses, remotePointers);
    const [mine] = pointer;
    const [only, another] = addresses;
    if (mine?.address !== undefined) state('publicFolders.pointer', mine.address, ownPointer);
    // Of several, Autodiscover picks one by itself.
    else if (only !== undefined && another === undefined)
      state('publicFolders.pointer', only, remotePointers);
    else if (addresses.length === 0 && remote.length === 0)
      state('publicFolders.pointer', '', `${ownPointer}, ${remotePointers}`);
    else
      unseen(
        'publicFolders.pointer',
        `${addresses.length} public folder mailboxes are named: Autodiscover picks one for each user`,
      );
    return { facts, blind };
  },
});

/** The recipients that these links name, wherever in the forest. */
async function recipients(
  directory: Directory,
  links: readonly string[],
  signal: AbortSignal,
): Promise<readonly Recipient[]> {
  if (links.length === 0) return [];
  const { controller } = await forestWide(directory, signal);
  const read = await Promise.all(
    links.map((dn) =>
      controller.search(
        {
          base: dn,
          scope: 'base',
          filter: equals('objectClass', 'top'),
          attributes: [
            ...['mail', 'proxyAddresses', 'homeMDB', 'msExchHomeServerName'],
            ...['targetAddress', 'msExchRecipientTypeDetails'],
          ],
          sizeLimit: 1,
        },
        signal,
      ),
    ),
  );
  return read
    .flatMap(({ entries }) => entries)
    .map((entry) => ({
      address: primaryAddress(entry),
      homeMdb: entry.text('homeMDB'),
      online: !entry.has('homeMDB') && entry.has('targetAddress'),
    }));
}
