import type { NewFact } from '../looking/look.ts';

/** Values of the registry by their path below HKEY_LOCAL_MACHINE, in lower case. */
export type Registry = ReadonlyMap<string, string | number>;
/** A leaf of `servers[…]` that values of the registry decide. */
export type Stated = readonly [leaf: string, value: NewFact['value'], says: string];

const lsa = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';
const netlogon = 'SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters';
const framework = 'SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319';
const schannel = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';
const versions = ['1.0', '1.1', '1.2', '1.3'] as const;
const protocol = (version: string, name: string): string => `${schannel}\\TLS ${version}\\Server\\${name}`;

export const registryValues = {
  lmCompatibilityLevel: `${lsa}\\LmCompatibilityLevel`,
  receivingNtlm: `${lsa}\\MSV1_0\\RestrictReceivingNTLMTraffic`,
  domainNtlm: `${netlogon}\\RestrictNTLMInDomain`,
  maxConcurrentApi: `${netlogon}\\MaxConcurrentApi`,
  strongCrypto: `${framework}\\SchUseStrongCrypto`,
  systemDefault: `${framework}\\SystemDefaultTlsVersions`,
  ipv6: 'SYSTEM\\CurrentControlSet\\Services\\Tcpip6\\Parameters\\DisabledComponents',
  dotnet: 'SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full\\Release',
  build: 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\CurrentBuildNumber',
} as const;
/** Every value that is asked for. */
export const askedValues: readonly string[] = [
  ...Object.values(registryValues),
  ...versions.flatMap((version) => [protocol(version, 'Enabled'), protocol(version, 'DisabledByDefault')]),
];

const numberAt = (registry: Registry, path: string): number | undefined => {
  const value = registry.get(path.toLowerCase());
  return typeof value === 'number' ? value : undefined;
};
/** `6.1` of Windows 2008 R2, whose build is 7601. */
interface Windows {
  readonly version: string;
  readonly build: number | undefined;
}

/**
 * What the registry of a server decides; a value that is not set is what its Windows takes for it, and said so. The
 * version is what the directory tells, for a server whose registry does not tell its build.
 */
export function registryFacts(
  registry: Registry,
  version: string | undefined,
  isController: boolean,
): readonly Stated[] {
  const windows = windowsOf(registry, version);
  return [
    lanManager(registry),
    restriction(registry, isController),
    ...(windows === undefined
      ? []
      : [concurrency(registry, windows, isController), tlsVersions(registry, windows)]),
    flag(registry, 'schUseStrongCrypto', registryValues.strongCrypto),
    flag(registry, 'systemDefaultTlsVersions', registryValues.systemDefault),
    ...ipv6(registry),
    ...dotnet(registry),
  ];
}

function windowsOf(registry: Registry, version: string | undefined): Windows | undefined {
  const build = Number(registry.get(registryValues.build.toLowerCase()) ?? Number.NaN);
  const known = builds.find(([least]) => build >= least)?.[1] ?? version;
  return known === undefined ? undefined : { version: known, build: Number.isNaN(build) ? undefined : build };
}
const builds: readonly (readonly [number, string])[] = [
  [10_240, '10.0'],
  [9_600, '6.3'],
  [9_200, '6.2'],
  [7_600, '6.1'],
  [6_000, '6.0'],
];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('\\') + 1);
const set = (path: string, value: number): string => `${nameOf(path)} ${value}`;

/** Windows Vista and later send and take NTLMv2 by default: level 3. */
function lanManager(registry: Registry): Stated {
  const path = registryValues.lmCompatibilityLevel;
  const level = numberAt(registry, path);
  return [
    'lmCompatibilityLevel',
    level ?? 3,
    level === undefined ? `${nameOf(path)} is not set: 3` : set(path, level),
  ];
}

/** Incoming NTLM is refused from 1 on; in a domain a controller refuses for others (1, 3, 5, 7). */
function restriction(registry: Registry, isController: boolean): Stated {
  const paths = [registryValues.receivingNtlm, ...(isController ? [registryValues.domainNtlm] : [])];
  const values = paths.flatMap((path) => {
    const value = numberAt(registry, path) ?? 0;
    return value > 0 ? [set(path, value)] : [];
  });
  return [
    'ntlmRestricted',
    values.length > 0,
    values.join(', ') || `${paths.map(nameOf).join(', ')} not set`,
  ];
}

/** KB2688798: 10 since Windows Server 2012; before, a member server has 2 calls at once and a controller 1. */
function concurrency(registry: Registry, { version }: Windows, isController: boolean): Stated {
  const path = registryValues.maxConcurrentApi;
  const value = numberAt(registry, path);
  if (value !== undefined && value > 0) return ['maxConcurrentApi', value, set(path, value)];
  const usual = older(version) ? (isController ? 1 : 2) : 10;
  return ['maxConcurrentApi', usual, `${nameOf(path)} is not set: ${usual} on Windows ${version}`];
}
/** Before Windows Server 2012 (6.2). */
const older = (version: string): boolean => /^(5\.|6\.[01]$)/.test(version);

/**
 * The versions that SChannel takes as a server: `Enabled` 0 ends one, `DisabledByDefault` 1 does unless it is enabled.
 * TLS 1.1 and 1.2 came off with Windows 2008 R2, TLS 1.3 came on with Windows Server 2022 (build 20348).
 */
function tlsVersions(registry: Registry, { version, build }: Windows): Stated {
  const usual: Readonly<Record<string, boolean>> = {
    '1.0': true,
    '1.1': !older(version),
    '1.2': !older(version),
    '1.3': version === '10.0' && (build ?? 0) >= 20_348,
  };
  const states = versions.map((one) => {
    const enabled = numberAt(registry, protocol(one, 'Enabled'));
    const byDefault = numberAt(registry, protocol(one, 'DisabledByDefault'));
    if (enabled === 0) return { one, on: false, stated: true };
    if (byDefault !== undefined) return { one, on: byDefault === 0, stated: true };
    return { one, on: enabled !== undefined || usual[one] === true, stated: enabled !== undefined };
  });
  const stated = states.filter((each) => each.stated).map(({ one }) => one);
  return [
    'tlsVersions',
    states.filter(({ on }) => on).map(({ one }) => one),
    `SCHANNEL\\Protocols, set for ${stated.join(', ') || 'none'}`,
  ];
}

function flag(registry: Registry, leaf: string, path: string): Stated {
  const value = numberAt(registry, path);
  return [leaf, value === 1, value === undefined ? `${nameOf(path)} is not set` : set(path, value)];
}

/** KB929852: 0x20 prefers IPv4, 0xFF switches IPv6 off; by default IPv6 goes first. */
function ipv6(registry: Registry): readonly Stated[] {
  const path = registryValues.ipv6;
  const value = numberAt(registry, path);
  const prefers = ((value ?? 0) & 0x20) === 0;
  return [['ipv6Preferred', prefers, value === undefined ? `${nameOf(path)} is not set` : set(path, value)]];
}

/** "How to determine which .NET Framework versions are installed": the least release number of each. */
const releases: readonly (readonly [number, string])[] = [
  [533_320, '4.8.1'],
  [528_040, '4.8'],
  [461_808, '4.7.2'],
  [461_308, '4.7.1'],
  [460_798, '4.7'],
  [394_802, '4.6.2'],
  [394_254, '4.6.1'],
  [393_295, '4.6'],
  [379_893, '4.5.2'],
  [378_675, '4.5.1'],
  [378_389, '4.5'],
];
function dotnet(registry: Registry): readonly Stated[] {
  const release = numberAt(registry, registryValues.dotnet);
  const version = releases.find(([least]) => release !== undefined && release >= least)?.[1];
  return release === undefined || version === undefined ? [] : [['dotnet', version, `Release ${release}`]];
}
