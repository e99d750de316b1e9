import { differences, type IisDirectory, type Setting } from './iis-directory.ts';

type Default = Pick<IisDirectory, Setting> & {
  /** What Exchange’s own script for Extended Protection sets there. */
  readonly protectedAs: IisDirectory['extendedProtection'];
};
const directory = (
  pool: string,
  protectedAs: Default['protectedAs'],
  more: Partial<Default> = {},
): Default => ({
  windows: true,
  providers: ['Negotiate', 'NTLM'],
  basic: false,
  anonymous: false,
  kernelMode: false,
  ssl: ['Ssl', 'Ssl128'],
  extendedProtection: 'none',
  pool: `MSExchange${pool}AppPool`,
  protectedAs,
  ...more,
});
const front = 'default web site';
const back = 'exchange back end';

/**
 * What setup leaves in IIS (Exchange 2016 15.1.2375: the applicationHost.config of HealthChecker’s tests; "Default
 * settings for Exchange virtual directories"). Exchange 2013 and 2019 name sites and pools alike.
 */
const defaults: Readonly<Record<string, Default>> = {
  [`${front}/autodiscover`]: directory('Autodiscover', 'none', { anonymous: true, basic: true }),
  [`${front}/mapi`]: directory('MapiFrontEnd', 'require'),
  [`${front}/ews`]: directory('Services', 'allow', { anonymous: true }),
  [`${front}/oab`]: directory('OAB', 'allow'),
  [`${front}/rpc`]: directory('RpcProxyFrontEnd', 'require', { basic: true, ssl: [] }),
  [`${back}/autodiscover`]: directory('Autodiscover', 'none', { anonymous: true }),
  [`${back}/mapi/emsmdb`]: directory('MapiMailbox', 'require', { ssl: ['Ssl'] }),
  [`${back}/mapi/nspi`]: directory('MapiAddressBook', 'require', { ssl: ['Ssl'] }),
  [`${back}/ews`]: directory('Services', 'require', { anonymous: true }),
  [`${back}/oab`]: directory('OAB', 'require'),
  [`${back}/rpc`]: directory('RpcProxy', 'require', { ssl: [] }),
};

/** The directories through which Outlook reaches Exchange 2013 and later, `site/path`. */
export const newerDirectories: readonly string[] = Object.keys(defaults);
/** Those of Exchange 2007 and 2010, of which no default configuration is published. */
export const olderDirectories: readonly string[] = ['autodiscover', 'ews', 'oab', 'rpc'].map(
  (path) => `${front}/${path}`,
);

/**
 * The settings of a directory that setup would not have left so; undefined for one without a known default. Extended
 * Protection as Exchange’s own script switches it on is no difference.
 */
export function fromDefault(key: string, directory: IisDirectory): readonly Setting[] | undefined {
  const usual = defaults[key];
  if (usual === undefined) return undefined;
  return differences(directory, usual).filter(
    (setting) => setting !== 'extendedProtection' || directory.extendedProtection !== usual.protectedAs,
  );
}
