import { equals } from '../directory/directory.ts';
import { nameBefore } from '../directory/distinguished-name.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
import { exchangeServers } from '../directory/exchange-servers.ts';
import { hiddenInExchange } from '../directory/rights.ts';
import { stating } from '../directory/stating.ts';
import { authenticationMethods, virtualDirectoryName } from '../directory/virtual-directory.ts';
import { type Brought, probe } from '../looking/look.ts';

export default probe({
  id: 'directory-virtual-directories',
  title: 'Virtual directories of the Exchange servers',
  needs: [],
  brings: ['vdirs'],
  deadlineMs: 6_000,
  subjects: () => [{ key: 'all', shared: true, brings: ['vdirs'] }],
  run: async (_subject, _known, { directory }, signal): Promise<Brought> => {
    const { configuration } = await directory.root(signal);
    const [{ by, entries }, { servers }] = await Promise.all([
      directory.search(
        {
          base: `CN=Services,${configuration}`,
          scope: 'sub',
          filter: equals('objectClass', 'msExchVirtualDirectory'),
          attributes: [
            ...['objectClass', 'msExchInternalHostName', 'msExchExternalHostName'],
            ...['msExchInternalAuthenticationMethods', 'msExchExternalAuthenticationMethods'],
            ...['msExchMetabasePath', 'msExchRpcHttpFlags'],
          ],
        },
        signal,
      ),
      exchangeServers(directory),
    ]);
    const { facts, blind, state, unseen } = stating(by);
    const shown = new Set<string>();
    for (const entry of entries) {
      const server = nameBefore(entry.dn, 'Servers')?.toLowerCase();
      const name = virtualDirectoryName(entry.texts('objectClass'));
      if (server === undefined || name === undefined || isBackEnd(entry)) continue;
      const key = `vdirs[${server}/${name}]`;
      shown.add(server).add(`${server}/${name}`);
      const url = (attribute: string) => {
        const text = entry.text(attribute) ?? '';
        // Outlook Anywhere has host names, kept as addresses whose scheme says whether TLS is asked for.
        return name === 'rpc' ? text.replace(/^https?:\/\//i, '').replace(/\/$/, '') : text;
      };
      state(`${key}.internalUrl`, url('msExchInternalHostName'), 'msExchInternalHostName');
      state(`${key}.externalUrl`, url('msExchExternalHostName'), 'msExchExternalHostName');
      for (const side of ['Internal', 'External']) {
        const attribute = `msExch${side}AuthenticationMethods`;
        const methods = entry.integer(attribute);
        state(
          `${key}.${side.toLowerCase()}Auth`,
          methods === undefined ? undefined : authenticationMethods(Number(methods)),
          attribute,
        );
        if (methods === undefined)
          unseen(
            `${key}.${side.toLowerCase()}Auth`,
            hiddenInExchange(by, `${attribute} of ${name} on ${server}`),
          );
      }
      if (name !== 'rpc') continue;
      state(`${key}.enabled`, true, 'objectClass=msExchRpcHttpVirtualDirectory');
      const flags = entry.integer('msExchRpcHttpFlags');
      if (flags !== undefined)
        state(`${key}.sslOffloading`, (flags & sslOffloadingBit) !== 0n, 'msExchRpcHttpFlags');
      else unseen(`${key}.sslOffloading`, hiddenInExchange(by, `msExchRpcHttpFlags of ${server}`));
    }
    // A server whose other directories are shown has no Outlook Anywhere when that one is missing: it is made by switching it on.
    for (const { name, roles } of servers)
      if (roles?.includes('cas') === true && shown.has(name) && !shown.has(`${name}/rpc`))
        state(`vdirs[${name}/rpc].enabled`, false, 'no msExchRpcHttpVirtualDirectory');
    if (facts.length === 0) unseen('vdirs', hiddenInExchange(by, 'any virtual directory'));
    return { facts, blind };
  },
});

/** SSLOffloading of msExchRpcHttpFlags. */
const sslOffloadingBit = 1n;

/** Clients meet the front end alone; a directory of the back end may carry the same name. */
const isBackEnd = (entry: DirectoryEntry): boolean =>
  /\(Exchange Back End\)|\/W3SVC\/2\//i.test(`${entry.dn} ${entry.text('msExchMetabasePath') ?? ''}`);
