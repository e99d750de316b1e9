/** Names of the authentication flags of virtual directories, as IIS and Set-*VirtualDirectory call them. */
const flags: readonly (readonly [number, string])[] = [
  [1, 'Basic'],
  [2, 'Ntlm'],
  [4, 'Fba'],
  [8, 'Digest'],
  [16, 'WindowsIntegrated'],
  [32, 'LiveIdFba'],
  [64, 'LiveIdBasic'],
  [128, 'WSSecurity'],
  [256, 'Certificate'],
  [512, 'NegoEx'],
  [1024, 'OAuth'],
  [2048, 'Adfs'],
  [4096, 'Kerberos'],
  [8192, 'Negotiate'],
  [16384, 'LiveIdNegotiate'],
];

/** The methods that msExchInternal/ExternalAuthenticationMethods lists. */
export const authenticationMethods = (value: number): readonly string[] =>
  flags.filter(([bit]) => (value & bit) !== 0).map(([, name]) => name);

/** Which directory a class of virtual directories is, by the last of its object classes. */
const names: ReadonlyMap<string, string> = new Map([
  ['msexchmapivirtualdirectory', 'mapi'],
  ['msexchautodiscovervirtualdirectory', 'autodiscover'],
  ['msexchwebservicesvirtualdirectory', 'ews'],
  ['msexchoabvirtualdirectory', 'oab'],
  ['msexchrpchttpvirtualdirectory', 'rpc'],
  ['msexchmobilevirtualdirectory', 'activesync'],
  ['msexchowavirtualdirectory', 'owa'],
  ['msexchecpvirtualdirectory', 'ecp'],
  ['msexchpowershellvirtualdirectory', 'powershell'],
]);

/** The vocabulary's name of a virtual directory from its object classes. */
export const virtualDirectoryName = (classes: readonly string[]): string | undefined =>
  classes.map((name) => names.get(name.toLowerCase())).find((name) => name !== undefined);
