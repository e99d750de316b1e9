import { alternateAccount, kerberosFacts } from '../directory/alternate-account.ts';
import type { Directory } from '../directory/directory.ts';
import { forestWide } from '../directory/forest.ts';
import { nameHolders } from '../directory/name-holders.ts';
import { hiddenFrom } from '../directory/rights.ts';
import { secondOpinion } from '../directory/second-controller.ts';
import { judgeHolder, type NameHolder, ticketsFor } from '../directory/service-names.ts';
import { stating } from '../directory/stating.ts';
import { errorText } from '../error-code.ts';
import type { Blind } from '../facts.ts';
import { type Brought, type Known, type NewFact, probe } from '../looking/look.ts';
import { clientHosts, serving } from '../looking/serving.ts';

const brings = ['spn', 'kerberos'];
const rolled =
  'the directory does not hold which servers have the credential: Get-ClientAccessServer -IncludeAlternateServiceAccountCredentialStatus shows it to members of View-Only Organization Management';

export default probe({
  id: 'directory-spn',
  title: 'Service principal names of the names that clients use',
  needs: ['servers.exchange', 'scp', 'vdirs', 'org.acceptedDomains', 'mailbox.primarySmtp'],
  brings,
  deadlineMs: 8_000,
  subjects: (known) => {
    const hosts = clientHosts(known);
    return hosts.length === 0 ? [] : [{ key: hosts.join(', '), shared: true, brings }];
  },
  run: async ({ key }, known, { directory }, signal): Promise<Brought> => {
    const hosts = key.split(', ');
    const [wide, forest] = await Promise.all([forestWide(directory, signal), directory.forest(signal)]);
    const machines = known.topology.servers.map(({ fqdn }) => fqdn);
    const { by, holders } = await nameHolders(wide.controller, wide.base, hosts, machines, forest, signal);
    // Every machine holds HOST names: one that shows none shows that they may not be read.
    const silent = holders.filter(({ names }) => names.length === 0).map(({ called }) => called);
    if (silent.length === holders.length && holders.length > 0)
      return {
        facts: [],
        blind: brings.map((fact) => ({
          fact,
          why: hiddenFrom(by, ['servicePrincipalName'], silent.join(', ')),
        })),
      };
    const seen = hosts.map((host) => ofHost(host, by, holders, silent, known));
    const service = alternateAccount(hosts, holders, known);
    const [kerberos, second] = await Promise.all([
      kerberosFacts(service, by, hosts, directory, signal),
      askAgain(doubtful(seen.flatMap(({ facts }) => facts)), holders, directory, signal),
    ]);
    return {
      facts: [...seen.flatMap(({ facts }) => facts), ...second.facts, ...kerberos.facts],
      blind: [
        ...seen.flatMap(({ blind }) => blind),
        ...second.blind,
        ...kerberos.blind,
        ...['deployed', 'servers', 'rolledTo', 'rollError'].map((leaf) => ({
          fact: `kerberos.${leaf}`,
          why: rolled,
        })),
      ],
    };
  },
});

interface Part {
  readonly facts: readonly NewFact[];
  readonly blind: readonly Blind[];
}

function ofHost(
  host: string,
  by: string,
  all: readonly NameHolder[],
  silent: readonly string[],
  known: Known,
): Part {
  const { facts, state } = stating(by);
  const { holders, hostCovers } = ticketsFor(host, all);
  const right = `spn[${host}].rightAccount`;
  if (holders.length === 0 && silent.length > 0)
    return {
      facts,
      blind: [{ fact: `spn[${host}]`, why: hiddenFrom(by, ['servicePrincipalName'], silent.join(', ')) }],
    };
  const source = `servicePrincipalName=http/${host}, HOST/${host}`;
  state(`spn[${host}].accounts`, holders.map(({ called }) => called).sort(), source);
  state(`spn[${host}].hostCovers`, hostCovers, source);
  const [holder, another] = holders;
  if (holder === undefined)
    return { facts, blind: [{ fact: right, why: `no account of the forest holds http/${host}` }] };
  if (another !== undefined)
    return {
      facts,
      blind: [
        { fact: right, why: `${holders.length} accounts hold http/${host}, so that no ticket is issued` },
      ],
    };
  const judged = judgeHolder(holder, serving(known, host));
  if (judged.right === undefined) return { facts, blind: [{ fact: right, why: judged.why }] };
  state(right, judged.right, `${source}: ${judged.because}`);
  return { facts, blind: [] };
}

/** Hosts whose tickets go to nobody, to several accounts, or to one that the servers do not have. */
const doubtful = (facts: readonly NewFact[]): readonly string[] =>
  facts.flatMap(({ fact, value }) => {
    const [, host = '', leaf] = /^spn\[(.+)\]\.(\w+)$/.exec(fact) ?? [];
    const wrong =
      (leaf === 'accounts' && Array.isArray(value) && value.length !== 1) ||
      (leaf === 'rightAccount' && value === false);
    return wrong ? [host] : [];
  });

async function askAgain(
  hosts: readonly string[],
  holders: readonly NameHolder[],
  directory: Directory,
  signal: AbortSignal,
): Promise<Part> {
  if (hosts.length === 0) return { facts: [], blind: [] };
  const leafOf = (host: string) => `spn[${host}].controllersAgree`;
  try {
    const second = await secondOpinion(directory, hosts, holders, await directory.forest(signal), signal);
    const { facts, state } = stating(second?.by ?? '');
    for (const [host, agrees] of second?.agrees ?? [])
      state(leafOf(host), agrees, `servicePrincipalName=http/${host}, compared`);
    return { facts, blind: [] };
  } catch (error) {
    signal.throwIfAborted();
    return { facts: [], blind: hosts.map((host) => ({ fact: leafOf(host), why: errorText(error) })) };
  }
}
