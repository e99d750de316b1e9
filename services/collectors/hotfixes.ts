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
/**
 * KB3140410: without it an Exchange 2010 server on Windows 2008 R2 refuses what a newer front end proxies to /rpc.
 * KB3125574, the roll-up of April 2016, should contain it; it needs KB976932, Service Pack 1.
 */
const fixesThatMatter = ['kb3140410', 'kb3125574', 'kb976932'];

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
      .map((name) => ({
        key: name,
        shared: true,
        brings: fixesThatMatter.map((fix) => `hotfixes[${name}/${fix}]`),
      })),
  run: async ({ key: host }, _known, { executor }, signal): Promise<Brought> => {
    if (executor === undefined)
      throw new Error('no worker may run scripts on Windows hosts (windows.executor)');
    const printed = output.safeParse(
      await executor.run({ host, script: 'get-hotfixes', parameters: {}, signal }),
    );
    if (!printed.success)
      throw new Error(`get-hotfixes on ${host} printed something else than a list of hotfixes`);
    const source = `get-hotfixes on ${host}`;
    return {
      facts: fixesThatMatter.flatMap((id): readonly NewFact[] => {
        const path = `hotfixes[${host}/${id}]`;
        const fix = printed.data.find((one) => one.id.toLowerCase() === id);
        const state = (leaf: string, value: string | boolean, says = source): NewFact => ({
          fact: `${path}.${leaf}`,
          value,
          from: 'worker',
          source: says,
        });
        if (fix === undefined) return [state('listed', false, `${source}: not among ${printed.data.length}`)];
        return [
          state('listed', (fix.installedOn ?? '') !== ''),
          ...(typeof fix.fileVersionOk === 'boolean' ? [state('fileVersionOk', fix.fileVersionOk)] : []),
          ...(fix.supersededBy ? [state('supersededBy', fix.supersededBy)] : []),
        ];
      }),
    };
  },
});
