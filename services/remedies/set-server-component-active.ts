import { serverOfKey } from '../readings/her-servers.ts';
import { quoted, whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

/** How Exchange spells what the facts hold in lower case. */
const spelled: Readonly<Record<string, string>> = {
  serverwideoffline: 'ServerWideOffline',
  mapiproxy: 'MapiProxy',
  rpcproxy: 'RpcProxy',
  autodiscoverproxy: 'AutoDiscoverProxy',
  ewsproxy: 'EwsProxy',
  oabproxy: 'OabProxy',
  owaproxy: 'OwaProxy',
};

export default advice({
  id: 'set-server-component-active',
  title: 'Bring the server out of maintenance mode',
  effect: 'server',
  parameters: (seen) => {
    const components = seen
      .keys('components')
      .filter((key) => seen.is(`components[${key}].state`, 'inactive', 'draining') === true);
    const servers = seen
      .keys('servers')
      .filter((server) => seen.flag(`servers[${server}].maintenance`) === true);
    return {
      components:
        components.length > 0
          ? components.toSorted()
          : servers.map((server) => `${server}/serverwideoffline`).toSorted(),
    };
  },
  when: whenLikely,
  steps: (_, { components }) => {
    const list =
      Array.isArray(components) && components.length > 0
        ? components.map(String)
        : ['<server>/serverwideoffline'];
    const servers = [...new Set(list.map(serverOfKey))];
    return servers.flatMap((server) => [
      `See who asked for it: Get-ServerComponentState -Identity ${quoted(server)} | Where-Object State -ne 'Active' | Format-Table Component, State; (Get-ServerComponentState -Identity ${quoted(server)} -Component ServerWideOffline).LocalStates`,
      ...list
        .filter((key) => serverOfKey(key) === server)
        .map((key) => {
          const name = key.slice(server.length + 1);
          return `Set-ServerComponentState -Identity ${quoted(server)} -Component ${spelled[name] ?? name} -State Active -Requester Maintenance   (and once more for each other requester that is shown as inactive, such as Functional or HealthAPI)`;
        }),
      `If the node of the availability group was paused: Resume-ClusterNode -Name ${quoted(server)}; Set-MailboxServer -Identity ${quoted(server)} -DatabaseCopyActivationDisabledAndMoveNow $false`,
      `If the work on ${server} is not finished, take it out of the load balancer's pool instead.`,
    ]);
  },
  consequences: 'Clients and mail flow use the server again.',
  rollback: 'Set-ServerComponentState with -State Inactive and the same requester.',
  verification:
    'Get-ServerComponentState shows every component active, and healthcheck.htm of each protocol answers 200.',
  source: 'Microsoft, Set-ServerComponentState',
});
