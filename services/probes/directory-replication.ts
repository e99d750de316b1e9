import { type Controller, type Directory, equals, shortName } from '../directory/directory.ts';
import { sameName } from '../directory/distinguished-name.ts';
import type { DirectoryEntry } from '../directory/entry.ts';
import { exchangeServers } from '../directory/exchange-servers.ts';
import { controllersOf } from '../directory/forest.ts';
import { type Part, stating, together } from '../directory/stating.ts';
import { type Brought, probe } from '../looking/look.ts';

/** More controllers than these are not asked: each costs a logon. */
const most = 6;
const brings = ['mailbox.locationAgrees', 'mailbox.disagreeing'];
/** Attributes whose old value on one controller explains a popup that the new one does not. */
const compared = [
  ...['userPrincipalName', 'proxyAddresses', 'legacyExchangeDN', 'protocolSettings'],
  ...['msExchMasterAccountSid', 'msExchArchiveGUID', 'msExchRecipientTypeDetails'],
  ...['userAccountControl', 'accountExpires', 'pwdLastSet', 'userWorkstations'],
];

export default probe({
  id: 'directory-replication',
  title: 'The mailbox’s place on every domain controller',
  needs: ['mailbox.sam', 'mailbox.domain', 'mailbox.database'],
  brings,
  deadlineMs: 8_000,
  subjects: (known) => {
    const sam = known.get('mailbox.sam');
    return typeof sam === 'string' && known.get('mailbox.database') !== undefined
      ? [{ key: sam, shared: false, brings }]
      : [];
  },
  run: async ({ key: sam }, known, { directory, configuration }, signal): Promise<Brought> => {
    const [root, forest] = await Promise.all([directory.root(signal), directory.forest(signal)]);
    const netbios = known.get('mailbox.domain');
    const domain = forest.domains.find((one) => one.netbios === netbios)?.dn ?? root.domain;
    const places = await whomToAsk(directory, domain, configuration.directory?.servers ?? [], signal);
    const answers = await Promise.all(places.map((place) => ask(directory, place, domain, sam, signal)));
    const told = answers.flatMap(({ home }) => home ?? []);
    const [first] = told;
    const differs = first !== undefined && told.some((home) => !sameName(home, first));
    const silent = answers.flatMap(({ why }) => why ?? []);
    const others = disagreements(
      answers.flatMap(({ entry }) => entry ?? []),
      silent,
    );
    const source = `${answers.flatMap(({ host, home }) => (home === undefined ? [] : shortName(host))).join(', ')} homeMDB`;
    // One that differs decides; agreement needs the word of all.
    if (differs)
      return together(others, {
        facts: [{ fact: 'mailbox.locationAgrees', value: false, from: 'directory', source }],
        blind: [],
      });
    if (silent.length > 0 || first === undefined)
      return together(others, {
        facts: [],
        blind: [
          { fact: 'mailbox.locationAgrees', why: silent.join('; ') || 'no domain controller names homeMDB' },
        ],
      });
    return together(others, {
      facts: [{ fact: 'mailbox.locationAgrees', value: true, from: 'directory', source }],
      blind: [],
    });
  },
});

interface Shown {
  readonly by: string;
  readonly entry: DirectoryEntry;
}

/** The attributes that differ between the controllers that answered; agreement needs the word of all. */
function disagreements(shown: readonly Shown[], silent: readonly string[]): Part {
  const { facts, blind, state, unseen } = stating(shown.map(({ by }) => by).join(', '));
  const valuesOf = ({ entry }: Shown, attribute: string) =>
    entry
      .allBytes(attribute)
      .map((value) => value.toString('hex'))
      .sort()
      .join(' ');
  const differing = compared.filter(
    (attribute) => new Set(shown.map((one) => valuesOf(one, attribute))).size > 1,
  );
  if (differing.length > 0 || (silent.length === 0 && shown.length > 0))
    state('mailbox.disagreeing', differing, `${differing.join(', ') || 'attributes'}, compared`);
  else unseen('mailbox.disagreeing', silent.join('; ') || 'no domain controller shows the account');
  return { facts, blind };
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** The configured controllers, then those of the sites that hold Exchange servers: the ones Exchange asks. */
async function whomToAsk(
  directory: Directory,
  domain: string,
  configured: readonly string[],
  signal: AbortSignal,
): Promise<readonly Place[]> {
  const [controllers, { servers }] = await Promise.all([
    controllersOf(directory, domain, signal),
    exchangeServers(directory),
  ]);
  const sites = new Set(servers.map(({ site }) => site?.toLowerCase()));
  const near = controllers.filter(({ site }) => site === undefined || sites.has(site.toLowerCase()));
  const places = [
    ...configured.map((url) => {
      const { hostname, port } = new URL(url);
      return { host: hostname.toLowerCase(), port: port === '' ? 636 : Number(port) };
    }),
    ...near.map(({ host }) => ({ host, port: 636 })),
  ];
  const ofDomain = places.filter(
    ({ host }) => controllers.length === 0 || controllers.some((controller) => controller.host === host),
  );
  return ofDomain
    .filter(({ host }, index) => ofDomain.findIndex((place) => place.host === host) === index)
    .slice(0, most);
}

async function ask(
  directory: Directory,
  { host, port }: Place,
  domain: string,
  sam: string,
  signal: AbortSignal,
): Promise<{
  readonly host: string;
  readonly home?: string;
  readonly entry?: Shown;
  readonly why?: string;
}> {
  const controller: Controller = directory.at(host, port);
  try {
    const { by, entries } = await controller.search(
      {
        base: domain,
        scope: 'sub',
        filter: equals('sAMAccountName', sam),
        attributes: ['homeMDB', ...compared],
        sizeLimit: 2,
      },
      signal,
    );
    const [entry] = entries;
    const home = entry?.text('homeMDB');
    return {
      host,
      ...(entry === undefined ? {} : { entry: { by, entry } }),
      ...(home === undefined ? { why: `${host} does not show homeMDB of ${sam}` } : { home }),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { host, why: error instanceof Error ? error.message : String(error) };
  }
}
