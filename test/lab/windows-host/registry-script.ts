import { type Host, isExchange } from './host.ts';

const schannel = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';
const versions = ['1.0', '1.1', '1.2', '1.3'] as const;

/** What the registry of a host holds when the world says nothing of it: its build, its TLS versions, its .NET. */
function usualValues(host: Host): Readonly<Record<string, string | number>> {
  const build = /\((\d+)\)/.exec(host.osVersion)?.[1];
  const protocols = versions.flatMap((version) => {
    const on = host.tls.versions.includes(version);
    const key = `${schannel}\\TLS ${version}\\Server`;
    return [[`${key}\\Enabled`, on ? 1 : 0] as const, [`${key}\\DisabledByDefault`, on ? 0 : 1] as const];
  });
  const isNewer = isExchange(host) && !['2007', '2010'].includes(host.exchange);
  return {
    ...Object.fromEntries(protocols),
    ...(build === undefined
      ? {}
      : { 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\CurrentBuildNumber': build }),
    ...(isNewer ? { 'SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full\\Release': 528_040 } : {}),
    ...(isExchange(host) && host.ntlm === 'refused'
      ? { 'SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0\\RestrictReceivingNTLMTraffic': 2 }
      : {}),
  };
}

/** Those of the asked values that are set. The world names a value by its path below HKLM, or by as much of its end as tells it apart. */
export function registryOf(host: Host, names: readonly string[]): Readonly<Record<string, string | number>> {
  const usual = usualValues(host);
  const stated = Object.entries(host.registry);
  const found = (names.length > 0 ? names : Object.keys(usual)).flatMap((path) => {
    const lower = `\\${path.toLowerCase()}`;
    const own = stated.find(([name]) => lower.endsWith(`\\${name.toLowerCase()}`))?.[1];
    const value = own ?? usual[path];
    return value === undefined ? [] : [[path, value] as const];
  });
  return Object.fromEntries(found);
}
