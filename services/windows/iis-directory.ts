import { z } from 'zod';

/** One directory as `get-iis-configuration` prints it: what applies there, inherited or its own. */
export const iisDirectory = z.object({
  site: z.string().min(1).max(64),
  path: z.string().min(1).max(128),
  windows: z.boolean(),
  providers: z.array(z.string()),
  basic: z.boolean(),
  anonymous: z.boolean(),
  kernelMode: z.boolean(),
  ssl: z.array(z.string()),
  extendedProtection: z.enum(['none', 'allow', 'require']),
  pool: z.string(),
});
export type IisDirectory = z.infer<typeof iisDirectory>;
/** The settings of a directory that are compared, by the names of their facts. */
export const settings = [
  'windows',
  'providers',
  'basic',
  'anonymous',
  'kernelMode',
  'ssl',
  'extendedProtection',
  'pool',
] as const;
export type Setting = (typeof settings)[number];

/** `default web site/mapi`: site and path in lower case, without slashes around the path. */
export const keyOf = ({ site, path }: Pick<IisDirectory, 'site' | 'path'>): string =>
  `${site}/${path.replace(/^\/+|\/+$/g, '')}`.toLowerCase();

/**
 * The settings by which two states of one directory differ. The order of providers counts, that of SSL flags does not;
 * providers are not asked where Windows authentication is off.
 */
export const differences = (
  one: Pick<IisDirectory, Setting>,
  other: Pick<IisDirectory, Setting>,
): readonly Setting[] =>
  settings.filter(
    (name) =>
      plain(one, name) !== plain(other, name) && (name !== 'providers' || (one.windows && other.windows)),
  );

function plain(directory: Pick<IisDirectory, Setting>, name: Setting): string {
  const value = directory[name];
  if (!Array.isArray(value)) return String(value).toLowerCase();
  const words = value.map((word) => word.toLowerCase());
  return (name === 'ssl' ? words.toSorted() : words).join();
}
