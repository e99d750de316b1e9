import type { Mailbox, Server, World } from '../world.ts';

const components = [
  'ServerWideOffline',
  'HubTransport',
  'FrontendTransport',
  'Monitoring',
  'RecoveryActionsEnabled',
  'AutoDiscoverProxy',
  'ActiveSyncProxy',
  'EcpProxy',
  'EwsProxy',
  'ImapProxy',
  'MapiProxy',
  'OabProxy',
  'OwaProxy',
  'PopProxy',
  'PushNotificationsProxy',
  'RpsProxy',
  'RwsProxy',
  'RpcProxy',
  'UMCallRouter',
  'XropProxy',
  'HttpProxyAvailabilityGroup',
];
const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** Get-ServerComponentState. */
export function componentStates({ components: stated, clusterNodePaused }: Server) {
  const own = Object.entries(stated);
  const names = [
    ...components,
    ...own.map(([name]) => name).filter((name) => !components.some((one) => same(one, name))),
  ];
  return {
    clusterNodePaused,
    components: names.map((component) => ({
      component,
      state: capital(own.find(([name]) => same(name, component))?.[1] ?? 'active'),
    })),
  };
}
const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Get-MailboxDatabase -Status of the databases that are active on this server. */
export const mailboxDatabases = (world: World, { name }: Server) =>
  world.databases
    .filter(({ server }) => same(server, name))
    .map((database) => ({
      name: database.name,
      mounted: database.mounted,
      server: name,
      activatedAt: database.activatedAt ?? null,
      rpcClientAccessServer: database.rpcClientAccessServer ?? null,
      offlineAddressBook: database.offlineAddressBook ?? null,
      publicFolderDatabase: database.publicFolderDatabase ?? null,
    }));

const statuses: Readonly<Record<Mailbox['moveState'], string>> = {
  none: 'None',
  queued: 'Queued',
  'in-progress': 'InProgress',
  suspended: 'Suspended',
  completing: 'CompletionInProgress',
  completed: 'Completed',
  failed: 'Failed',
};
/** IsQuarantined of Get-MailboxStatistics and Status of Get-MoveRequest. */
export const mailboxState = ({ quarantined, moveState }: Mailbox) => ({
  quarantined,
  moveStatus: statuses[moveState],
});

/** The end points of RPC over HTTP that listen, on every address of either version unless the world closes one. */
export const listeningPorts = ({ ports }: Server) =>
  ['443', '6001', '6002', '6004', ...Object.keys(ports)]
    .filter((port, index, all) => all.indexOf(port) === index)
    .flatMap((port) => {
      const { v4, v6 } = ports[port] ?? { v4: true, v6: true };
      return [...(v4 ? ['0.0.0.0'] : []), ...(v6 ? ['::'] : [])].map((address) => ({
        port: Number(port),
        address,
      }));
    });
