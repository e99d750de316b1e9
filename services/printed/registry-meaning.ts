import type { FactValue } from '../facts.ts';
import { isWrongProtocolValue } from '../registry-file.ts';
import type { RegistryEntry } from './registry.ts';

export interface Meant {
  readonly fact: string;
  readonly value: FactValue;
  readonly entry: RegistryEntry;
}
/** The highest value that Windows knows. */
const highest: Readonly<Record<string, number>> = { lmcompatibilitylevel: 5 };
/** Why a value cannot be one, undefined when it can. */
export function nonsenseOf({ name, value }: RegistryEntry): string | undefined {
  const most = highest[name.toLowerCase()];
  return most === undefined || (typeof value === 'number' && value >= 0 && value <= most)
    ? undefined
    : `${String(value).slice(0, 40)} is no value of ${name}: it goes from 0 to ${most}`;
}
/** Values that are read wherever they stand below Office, Exchange, Internet Settings, Lsa and SCHANNEL. */
const known = new Set(
  [
    ...['MapiHttpDisabled', 'UseOnlineContent', 'EnableADAL', 'DisableADALatopWAMOverride', 'DisableAADWAM'],
    ...[
      'AlwaysUseMSOAuthForAutoDiscover',
      'AuthenticationService',
      'EnableRPCEncryption',
      'DisableDomainCreds',
    ],
    ...['DisablePasswordCaching', 'RestrictSendingNTLMTraffic', 'LmCompatibilityLevel', 'NtlmMinClientSec'],
    ...[
      'DefaultSecureProtocols',
      'SecureProtocols',
      'DisabledComponents',
      'PromptForCredentials',
      'DefConnectOpts',
    ],
    ...['PreferProvidedEmailInAutoDiscoverAuthPrompts', 'SuppressExtendedProtection', 'DisableLoopbackCheck'],
    ...['00036619', 'ProxyHttp', 'ConnectOpts'],
  ].map((name) => name.toLowerCase()),
);
const places =
  /\\office\\|\\microsoft\\exchange(?:\\|$)|\\internet settings(?:\\|$)|\\control\\lsa(?:\\|$)|\\schannel\\|\\tcpip6\\parameters$|\\windows messaging subsystem\\|\\securityproviders\\/;
const autodiscover = /\\outlook\\autodiscover(?:\\(\w+))?$/;
const schannel = /\\schannel\\protocols\\((?:ssl|tls) \d\.\d\\(?:client|server))$/;

/** By which name a value is told, or undefined when it explains no popup. */
function nameOf({ key, name }: RegistryEntry): string | undefined {
  if (!places.test(key) || name === '' || /[[\]]/.test(name) || name.length > 120) return undefined;
  const below = autodiscover.exec(key);
  // Below RedirectServers the names are hosts.
  if (below !== null) return below[1] === undefined ? name : `${below[1]}\\${name}`;
  const side = schannel.exec(key)?.[1];
  if (side !== undefined)
    return /^(?:enabled|disabledbydefault)$/i.test(name)
      ? `${side.replace(/^(ssl|tls)/, (word) => word.toUpperCase())}\\${name}`
      : undefined;
  return known.has(name.toLowerCase()) ? name : undefined;
}
const isPolicy = ({ key }: RegistryEntry): boolean => /\\policies\\/.test(key);
const is32 = ({ key }: RegistryEntry): boolean => /\\wow6432node\\/.test(key);
const office = ({ key }: RegistryEntry): number => Number(/\\office\\(\d\d)\.0\\/.exec(key)?.[1] ?? 0);

/** What values of a PC's registry are in the words of the vocabulary. */
export function clientRegistry(entries: readonly RegistryEntry[]): readonly Meant[] {
  const named = new Map<string, { readonly name: string; readonly entries: RegistryEntry[] }>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (name === undefined) continue;
    const id = `${isPolicy(entry) ? 'policy' : 'registry'}[${name.toLowerCase()}]`;
    const same = named.get(id) ?? { name, entries: [] };
    same.entries.push(entry);
    named.set(id, same);
  }
  return [
    ...[...named].flatMap(([id, { name, entries: same }]) => {
      const group = id.startsWith('policy') ? 'policy' : 'registry';
      // Both views, or several versions of Office: that of the newest goes by the bare name, others by their path.
      const [first, ...others] = same.toSorted(
        (one, other) => office(other) - office(one) || Number(is32(one)) - Number(is32(other)),
      );
      if (first === undefined) return [];
      return [
        { fact: `client.${group}[${name}]`, value: first.value, entry: first },
        ...others
          .filter(({ key, value }) => value !== first.value && !/[[\]]/.test(key) && key.length < 300)
          .map((entry) => ({
            fact: `client.${group}[${entry.key.replace(/^hkey_[a-z_]+\\/, '')}\\${entry.name}]`,
            value: entry.value,
            entry,
          })),
      ];
    }),
    ...leaves(entries),
  ];
}

const last = (entries: readonly RegistryEntry[], place: RegExp, name: string): RegistryEntry | undefined =>
  entries.findLast((entry) => entry.name.toLowerCase() === name && place.test(entry.key));

function leaves(entries: readonly RegistryEntry[]): readonly Meant[] {
  const number = (fact: string, entry: RegistryEntry | undefined): readonly Meant[] =>
    typeof entry?.value === 'number' ? [{ fact, value: entry.value, entry }] : [];
  const winHttp = entries.filter(
    ({ key, name }) => /\\internet settings\\winhttp$/.test(key) && /^defaultsecureprotocols$/i.test(name),
  );
  // A 32-bit Outlook reads the other view: where they differ, the one that shuts TLS 1.2 out is told.
  const protocols =
    winHttp.find(({ value }) => typeof value === 'number' && isWrongProtocolValue(value)) ?? winHttp[0];
  return [
    ...number('client.tlsDefaultProtocols', protocols),
    ...number('client.tlsUserProtocols', last(entries, /\\internet settings$/, 'secureprotocols')),
    ...number('client.lmCompatibilityLevel', last(entries, /\\control\\lsa$/, 'lmcompatibilitylevel')),
    ...webProxy(entries),
    ...windows(entries),
    ...build(last(entries, /\\clicktorun\\configuration$/, 'versiontoreport')),
  ];
}
const settings = /\\internet settings$/;
function webProxy(entries: readonly RegistryEntry[]): readonly Meant[] {
  const script = last(entries, settings, 'autoconfigurl');
  const enabled = last(entries, settings, 'proxyenable');
  const server = last(entries, settings, 'proxyserver');
  const entry = enabled?.value === 1 && server !== undefined ? server : script;
  if (typeof entry?.value === 'string' && entry.value !== '')
    return [{ fact: 'client.webProxy', value: entry.value, entry }];
  return [];
}
function windows(entries: readonly RegistryEntry[]): readonly Meant[] {
  const place = /\\windows nt\\currentversion$/;
  const product = last(entries, place, 'productname');
  // A server's registry tells nothing of the PC.
  if (typeof product?.value === 'string' && /server/i.test(product.value)) return [];
  const major = last(entries, place, 'currentmajorversionnumber');
  const version = last(entries, place, 'currentversion');
  const number = last(entries, place, 'currentbuildnumber') ?? last(entries, place, 'currentbuild');
  if (major?.value === 10 || Number(number?.value) >= 10_240) {
    const entry = major ?? number;
    return entry === undefined ? [] : [{ fact: 'client.windows', value: '10.0', entry }];
  }
  return typeof version?.value === 'string' && /^\d\.\d$/.test(version.value) && number !== undefined
    ? [{ fact: 'client.windows', value: version.value, entry: version }]
    : [];
}
const build = (entry: RegistryEntry | undefined): readonly Meant[] =>
  typeof entry?.value === 'string' && /^\d{2}\.0(?:\.\d{1,5}){2}$/.test(entry.value)
    ? [{ fact: 'client.outlookBuild', value: entry.value, entry }]
    : [];
