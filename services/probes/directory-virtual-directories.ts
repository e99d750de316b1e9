import { equals } from '../directory/directory.ts';
import { nameBefore } from '../directory/distinguished-name.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
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
    const { by, entries } = await directory.search(
      {
        base: `CN=Services,${configuration}`,
        scope: 'sub',
        filter: equals('objectClass', 'msExchVirtualDirectory'),
        attributes: [
          'objectClass',
          'msExchInternalHostName',
          'msExchExternalHostName',
          'msExchInternalAuthenticationMethods',
          'msExchExternalAuthenticationMethods',
          'msExchMetabasePath',
        ],
      },
      signal,
    );
    const { facts, state } = stating(by);
    for (const entry of entries) {
      const server = nameBefore(entry.dn, 'Servers')?.toLowerCase();
      const name = virtualDirectoryName(entry.texts('objectClass'));
      if (server === undefined || name === undefined || isBackEnd(entry)) continue;
      const key = `vdirs[${server}/${name}]`;
      state(`${key}.internalUrl`, entry.text('msExchInternalHostName') ?? '', 'msExchInternalHostName');
      state(`${key}.externalUrl`, entry.text('msExchExternalHostName') ?? '', 'msExchExternalHostName');
      for (const side of ['Internal', 'External']) {
        const attribute = `msExch${side}AuthenticationMethods`;
        const methods = entry.integer(attribute);
        state(
          `${key}.${side.toLowerCase()}Auth`,
          methods === undefined ? undefined : authenticationMethods(Number(methods)),
          attribute,
        );
      }
    }
    if (facts.length === 0) state('vdirs', [], 'objectClass=msExchVirtualDirectory');
    return { facts };
  },
});

/** Clients meet the front end alone; a directory of the back end may carry the same name. */
const isBackEnd = (entry: DirectoryEntry): boolean =>
  /\(Exchange Back End\)|\/W3SVC\/2\//i.test(`${entry.dn} ${entry.text('msExchMetabasePath') ?? ''}`);
