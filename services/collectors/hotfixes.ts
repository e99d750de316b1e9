import { z } from 'zod';
import { type Brought, collector, type NewFact } from '../looking/look.ts';

/** What `get-hotfixes` prints: one element for each fix that matters here, with the files it brings compared. */
const output = z.array(
  z.object({
    id: z.string().regex(/^KB\d{4,8}$/i),
    installedOn: z.string().nullish(),
    fileVersionOk: z.boolean().nullish(),
    supersededBy: z.string().nullish(),
  }),
);
/** Without it an Exchange 2010 server on Windows 2008 R2 refuses what the new front end proxies to /rpc. */
const proxyFix = 'kb3140410';

export default collector({
  id: 'hotfixes',
  title: 'Hotfixes of the Exchange servers on Windows 2008 R2',
  needs: ['servers.exchange', 'servers.osVersion'],
  brings: ['hotfixes'],
  deadlineMs: 12_000,
  subjects: (known) =>
    known
      .keys('servers')
      .filter(
        (name) =>
          known.get(`servers[${name}].osVersion`) === '6.1' &&
          ['2007', '2010'].includes(String(known.get(`servers[${name}].exchange`))),
      )
      .map((name) => ({ key: name, shared: true, brings: [`hotfixes[${name}/${proxyFix}]`] })),
  run: async ({ key: host }, _known, { executor }, signal): Promise<Brought> => {
    if (executor === undefined)
      throw new Error('no worker may run scripts on Windows hosts (windows.executor)');
    const printed = output.safeParse(
      await executor.run({ host, script: 'get-hotfixes', parameters: {}, signal }),
    );
    if (!printed.success)
      throw new Error(`get-hotfixes on ${host} printed something else than a list of hotfixes`);
    const facts: NewFact[] = printed.data.flatMap((fix) => {
      const path = `hotfixes[${host}/${fix.id.toLowerCase()}]`;
      const state = (leaf: string, value: string | boolean): NewFact => ({
        fact: `${path}.${leaf}`,
        value,
        from: 'worker',
        source: `get-hotfixes on ${host}`,
      });
      return [
        state('listed', (fix.installedOn ?? '') !== ''),
        ...(typeof fix.fileVersionOk === 'boolean' ? [state('fileVersionOk', fix.fileVersionOk)] : []),
        ...(fix.supersededBy ? [state('supersededBy', fix.supersededBy)] : []),
      ];
    });
    const named = printed.data.some(({ id }) => id.toLowerCase() === proxyFix);
    return {
      facts: named
        ? facts
        : [
            ...facts,
            {
              fact: `hotfixes[${host}/${proxyFix}].listed`,
              value: false,
              from: 'worker',
              source: `get-hotfixes on ${host}: not among ${printed.data.length}`,
            },
          ],
    };
  },
});
