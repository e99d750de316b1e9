import { any, reading, type Seen, type Truth } from '../cause.ts';
import { either } from './mailbox.ts';
import { names } from './sentences.ts';

/** Servers of Exchange 2013 and later, with what was seen of one TLS setting, written alike. */
const settings = [
  (seen: Seen, server: string) => {
    const versions = seen.list(`servers[${server}].tlsVersions`);
    return versions === undefined ? undefined : `TLS ${[...versions].sort().join(', ')}`;
  },
  (seen: Seen, server: string) =>
    onOff('SchUseStrongCrypto', seen.flag(`servers[${server}].schUseStrongCrypto`)),
  (seen: Seen, server: string) =>
    onOff('SystemDefaultTlsVersions', seen.flag(`servers[${server}].systemDefaultTlsVersions`)),
] as const;
const onOff = (name: string, value: Truth): string | undefined =>
  value === undefined ? undefined : `${name} ${value ? 1 : 0}`;

interface Setting {
  readonly server: string;
  readonly value: string;
}
const seenSettings = reading((seen: Seen): readonly (readonly Setting[])[] => {
  const servers = seen
    .keys('servers')
    .filter((server) => seen.is(`servers[${server}].exchange`, '2013', '2016', '2019') === true);
  return settings.map((read) =>
    servers.flatMap((server) => {
      const value = read(seen, server);
      return value === undefined ? [] : [{ server, value }];
    }),
  );
});

/** Whether TLS settings differ between Exchange servers that know Extended Protection; two must have been seen. */
export const tlsSettingsDiffer = reading((seen: Seen): Truth => {
  const compared = seenSettings(seen)
    .filter((each) => each.length > 1)
    .map((each) => new Set(each.map(({ value }) => value)).size > 1);
  return either(compared.length === 0 ? undefined : any(...compared), seen.flag('org.tlsSettingsDiffer'));
});
/** The settings that differ, for a sentence. */
export const differingSettings = (seen: Seen): string =>
  names(
    seenSettings(seen)
      .filter((each) => new Set(each.map(({ value }) => value)).size > 1)
      .flatMap((each) => each.map(({ server, value }) => `${server}: ${value}`)),
  );
