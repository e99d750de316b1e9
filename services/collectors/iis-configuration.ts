import { z } from 'zod';
import { type Brought, collector, type NewFact } from '../looking/look.ts';
import { fromDefault, newerDirectories, olderDirectories } from '../windows/iis-defaults.ts';
import { differences, type IisDirectory, iisDirectory, keyOf, settings } from '../windows/iis-directory.ts';
import { each, exchangeServers, olderThan2013, printed } from '../windows/running.ts';

/** The configuration as it is, when its file was written, and the snapshots that IIS keeps of it (inetpub\history). */
const prints = z.object({
  writtenAt: z.iso.datetime({ offset: true }),
  directories: z.array(iisDirectory),
  history: z.array(z.object({ at: z.iso.datetime({ offset: true }), directories: z.array(iisDirectory) })),
});
type Configuration = z.infer<typeof prints>;

export default collector({
  id: 'iis-configuration',
  title: 'Authentication of the IIS directories',
  needs: ['servers.exchange'],
  brings: ['iis'],
  deadlineMs: 12_000,
  subjects: (known) =>
    each(exchangeServers(known), (server) =>
      (olderThan2013(known, server) ? olderDirectories : newerDirectories).map(
        (directory) => `iis[${server}/${directory}]`,
      ),
    ),
  run: async ({ key: host }, known, clients, signal): Promise<Brought> => {
    const configuration = await printed(
      clients,
      { host, script: 'get-iis-configuration', prints, what: 'the configuration of IIS' },
      signal,
    );
    const isOld = olderThan2013(known, host);
    const wanted = isOld ? olderDirectories : newerDirectories;
    const found = configuration.directories.filter((directory) => wanted.includes(keyOf(directory)));
    const missing = wanted.filter((key) => !found.some((directory) => keyOf(directory) === key));
    return {
      facts: found.flatMap((directory) =>
        directoryFacts(
          host,
          directory,
          configuration,
          isOld ? undefined : fromDefault(keyOf(directory), directory),
        ),
      ),
      blind: [
        ...missing.map((key) => ({
          fact: `iis[${host}/${key}]`,
          why: `IIS of ${host} has no directory ${key}`,
        })),
        ...(isOld ? found : []).map((directory) => ({
          fact: `iis[${host}/${keyOf(directory)}].differsFromDefault`,
          why: `no default configuration of Exchange ${String(known.get(`servers[${host}].exchange`))} is published`,
        })),
      ],
    };
  },
});

function directoryFacts(
  host: string,
  directory: IisDirectory,
  configuration: Configuration,
  differs: readonly string[] | undefined,
): readonly NewFact[] {
  const key = keyOf(directory);
  const source = `get-iis-configuration on ${host}`;
  const state = (leaf: string, value: NewFact['value'], says = source): NewFact => ({
    fact: `iis[${host}/${key}].${leaf}`,
    value,
    from: 'worker',
    source: says,
  });
  const changed = changeOf(directory, configuration);
  return [
    ...settings.map((name) => state(name, directory[name])),
    ...(differs === undefined ? [] : [state('differsFromDefault', differs)]),
    ...(changed === undefined ? [] : [state('changedAt', changed.at, `${source}, ${changed.says}`)]),
  ];
}

/**
 * When the present settings of a directory came: IIS copies its configuration within two minutes of a change, so the
 * oldest snapshot after the last one that differs holds the change. Undefined when every snapshot agrees.
 */
function changeOf(
  directory: IisDirectory,
  { history, writtenAt }: Configuration,
): { readonly at: string; readonly says: string } | undefined {
  const key = keyOf(directory);
  const snapshots = history
    .map(({ at, directories }) => ({
      at: Date.parse(at),
      was: directories.find((one) => keyOf(one) === key),
    }))
    .toSorted((one, other) => one.at - other.at);
  const last = snapshots.findLastIndex(
    ({ was }) => was !== undefined && differences(was, directory).length > 0,
  );
  const before = snapshots[last];
  if (before?.was === undefined) return undefined;
  const at = snapshots[last + 1]?.at ?? Math.max(before.at, Date.parse(writtenAt));
  const other = differences(before.was, directory).join(', ');
  return {
    at: new Date(at).toISOString(),
    says: `the snapshot of ${new Date(before.at).toISOString().slice(0, 16)}Z had other ${other}`,
  };
}
