import { accountOf } from '../directory/account-of.ts';
import { primaryAddress } from '../directory/addresses.ts';
import { anything } from '../directory/directory.ts';
import { sameName } from '../directory/distinguished-name.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
import { type ExchangeServers, exchangeServers } from '../directory/exchange-servers.ts';
import { forestWide } from '../directory/forest.ts';
import { hiddenFrom } from '../directory/rights.ts';
import { type Link, secondaryMailbox } from '../directory/secondary-mailbox.ts';
import { type Part, stating, together } from '../directory/stating.ts';
import { type Brought, probe } from '../looking/look.ts';

/** More than this many further mailboxes in one profile are named as unseen instead of being read. */
const most = 40;
const automapped = 'msExchDelegateListBL';
const delegated = 'publicDelegatesBL';

export default probe({
  id: 'directory-secondary',
  title: 'Further mailboxes in the profile',
  needs: ['mailbox.sam', 'mailbox.domain'],
  brings: ['secondary'],
  deadlineMs: 8_000,
  subjects: (known) => {
    const sam = known.get('mailbox.sam');
    return typeof sam === 'string' ? [{ key: sam, shared: false, brings: ['secondary'] }] : [];
  },
  run: async (_subject, known, { directory }, signal): Promise<Brought> => {
    const [{ by, entry }, servers, wide] = await Promise.all([
      accountOf(
        directory,
        known,
        [
          ...['mail', 'proxyAddresses', automapped, delegated, 'msExchRecipientTypeDetails', 'homeMDB'],
          ...['msExchArchiveDatabaseLink', 'msExchArchiveGUID'],
        ],
        signal,
      ),
      exchangeServers(directory),
      forestWide(directory, signal),
    ]);
    const links = await linksOf(entry, wide, signal);
    const read = await Promise.all(
      links.slice(0, most).map((link) => secondaryMailbox(link, directory, servers, signal)),
    );
    const { facts, blind, state, unseen } = stating(by);
    const isShown = entry.has('msExchRecipientTypeDetails') || entry.has('homeMDB');
    const unread = links.length - Math.min(links.length, most);
    if (entry.isCut(automapped) || entry.isCut(delegated) || unread > 0)
      unseen('secondary', `more than ${most} mailboxes are linked; the rest was not read`);
    else if (links.length === 0 && isShown) state('secondary', [], `${automapped}, ${delegated}`);
    // Back-links have no stamp: whether they may be read, their neighbours tell.
    else if (links.length === 0)
      unseen('secondary', hiddenFrom(by, [automapped, delegated], entry.text('mail') ?? entry.dn));
    return together({ facts, blind }, ...read, archive(by, entry, servers));
  },
});

/** The mailboxes that link to this one. A controller knows the links of its own domain; a global catalogue all. */
async function linksOf(
  entry: DirectoryEntry,
  wide: Awaited<ReturnType<typeof forestWide>>,
  signal: AbortSignal,
): Promise<readonly Link[]> {
  const further = wide.several
    ? await wide.controller.search(
        {
          base: entry.dn,
          scope: 'base',
          filter: anything,
          attributes: [automapped, delegated],
          sizeLimit: 1,
        },
        signal,
      )
    : { entries: [] };
  const all = (attribute: string) => [entry, ...further.entries].flatMap((one) => one.texts(attribute));
  const links: Link[] = [];
  const add = (dn: string, link: Omit<Link, 'dn'>) => {
    if (!links.some((known) => sameName(known.dn, dn))) links.push({ dn, ...link });
  };
  for (const dn of all(automapped)) add(dn, { kind: 'automapped', attribute: automapped });
  for (const dn of all(delegated)) add(dn, { kind: 'delegate', attribute: delegated });
  return links;
}

/** The own archive, which Outlook opens as a further mailbox. */
function archive(by: string, entry: DirectoryEntry, servers: ExchangeServers): Part {
  const link = entry.text('msExchArchiveDatabaseLink');
  const address = primaryAddress(entry);
  const { facts, blind, state, unseen } = stating(by);
  if (address === undefined || !entry.has('msExchArchiveGUID')) return { facts, blind };
  const key = `secondary[${address}]`;
  state(`${key}.kind`, 'archive', 'msExchArchiveGUID');
  if (link === undefined || servers.databases.length === 0) {
    unseen(key, `${by} does not show the database of the archive of ${address}`);
    return { facts, blind };
  }
  const database = servers.databases.find(({ dn }) => sameName(dn, link));
  const server = servers.servers.find(({ name }) => name === database?.server);
  // Of another forest's archive only the link stands here.
  state(`${key}.inDirectory`, database !== undefined, 'msExchArchiveDatabaseLink');
  state(`${key}.server`, database?.server, 'msExchArchiveDatabaseLink');
  state(`${key}.exchange`, server?.exchange, 'msExchArchiveDatabaseLink');
  return { facts, blind };
}
