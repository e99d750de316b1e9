import { accountOf } from '../directory/account-of.ts';
import { primaryAddress } from '../directory/addresses.ts';
import { sameName } from '../directory/distinguished-name.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
import { type ExchangeServers, exchangeServers } from '../directory/exchange-servers.ts';
import { type Link, secondaryMailbox } from '../directory/secondary-mailbox.ts';
import { stating } from '../directory/stating.ts';
import { type Brought, type NewFact, probe } from '../looking/look.ts';

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
    const [{ by, entry, controller: own }, servers, forest, root] = await Promise.all([
      accountOf(
        directory,
        known,
        ['mail', 'proxyAddresses', automapped, delegated, 'msExchArchiveDatabaseLink', 'msExchArchiveGUID'],
        signal,
      ),
      exchangeServers(directory),
      directory.forest(signal),
      directory.root(signal),
    ]);
    // Back-links from other domains stand only in the global catalogue.
    const controller = forest.domains.length > 1 ? directory.at(root.host, 3269) : own;
    const links = linksOf(entry);
    const read = await Promise.all(
      links.slice(0, most).map((link) => secondaryMailbox(link, controller, servers, signal)),
    );
    const facts = [...read.flat(), ...archive(by, entry, servers)];
    const { facts: none, state } = stating(by);
    if (links.length === 0) state('secondary', [], `${automapped}, ${delegated}`);
    const unread = links.length - Math.min(links.length, most);
    const cut = entry.isCut(automapped) || entry.isCut(delegated) || unread > 0;
    return {
      facts: [...none, ...facts],
      blind: cut
        ? [{ fact: 'secondary', why: `more than ${most} mailboxes are linked; the rest was not read` }]
        : [],
    };
  },
});

function linksOf(entry: DirectoryEntry): readonly Link[] {
  const links: Link[] = entry
    .texts(automapped)
    .map((dn) => ({ dn, kind: 'automapped', attribute: automapped }));
  for (const dn of entry.texts(delegated))
    if (!links.some((link) => sameName(link.dn, dn)))
      links.push({ dn, kind: 'delegate', attribute: delegated });
  return links;
}

/** The own archive, which Outlook opens as a further mailbox. */
function archive(by: string, entry: DirectoryEntry, servers: ExchangeServers): readonly NewFact[] {
  const link = entry.text('msExchArchiveDatabaseLink');
  const address = primaryAddress(entry);
  if (link === undefined || address === undefined || !entry.has('msExchArchiveGUID')) return [];
  const database = servers.databases.find(({ dn }) => sameName(dn, link));
  const server = servers.servers.find(({ name }) => name === database?.server);
  const { facts, state } = stating(by);
  const key = `secondary[${address}]`;
  state(`${key}.kind`, 'archive', 'msExchArchiveGUID');
  state(`${key}.inDirectory`, database !== undefined, 'msExchArchiveDatabaseLink');
  state(`${key}.server`, database?.server, 'msExchArchiveDatabaseLink');
  state(`${key}.exchange`, server?.exchange, 'msExchArchiveDatabaseLink');
  return facts;
}
