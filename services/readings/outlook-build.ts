import { any, type ElementValue, reading, type Seen, type Truth } from '../cause.ts';
import { isAboutHer, textOf } from './lines.ts';

/** An Outlook version: 14 for 2010, with its build where it is known. */
export interface OutlookBuild {
  readonly major: number;
  readonly build?: number;
  readonly text: string;
}
const years: Readonly<Record<string, number>> = {
  '2003': 11,
  '2007': 12,
  '2010': 14,
  '2013': 15,
  '2016': 16,
  '2019': 16,
};

/** The version in a text like `14.0.7143.5000`, `14` or `Outlook 2010`. */
export function parseBuild(text: string): OutlookBuild | undefined {
  const dotted = /\b(1[1-6])(?:\.\d+\.(\d+))?/.exec(text);
  const year = /\b20\d\d\b/.exec(text)?.[0];
  const major = dotted === null || year !== undefined ? years[year ?? ''] : Number(dotted[1]);
  if (major === undefined) return undefined;
  const build = year === undefined ? dotted?.[2] : undefined;
  return { major, text, ...(build === undefined ? {} : { build: Number(build) }) };
}

/** The Outlook that wrote a log line: the client's version, else its user agent; undefined for other programs. */
export function buildOfLine(line: ElementValue): OutlookBuild | undefined {
  const software = textOf(line, 'clientSoftware');
  const version = textOf(line, 'clientVersion');
  if (version !== undefined && (software === undefined || /outlook/i.test(software)))
    return parseBuild(version);
  const agent = /Microsoft Outlook (1[1-6][\d.]*)/.exec(textOf(line, 'userAgent') ?? '')?.[1];
  return agent === undefined ? undefined : parseBuild(agent);
}

/** The Outlook that she uses, as told or pasted, else as her own log lines say. */
export const outlookBuild = reading((seen: Seen): OutlookBuild | undefined => {
  const told = seen.text('client.outlookBuild');
  const build = told === undefined || told === '' ? undefined : parseBuild(told);
  if (build !== undefined) return build;
  for (const { value } of seen.elements('log')) {
    const found = buildOfLine(value);
    if (found !== undefined && isAboutHer(seen, value) === true) return found;
  }
  return undefined;
});

/**
 * Whether a build lacks what MAPI/HTTP and the coexistence need: Outlook 2010 has it with KB2956191 and KB2965295, seen
 * in 14.0.7172 and not yet in 14.0.7143; Outlook 2013 with SP1 (15.0.4569). What lies between is not known.
 */
export function lacksChanges({ major, build }: OutlookBuild): Truth {
  if (major < 14) return true;
  if (major > 15) return false;
  if (build === undefined) return undefined;
  if (major === 15) return build < 4569;
  return build <= 7143 ? true : build >= 7172 ? false : undefined;
}

/** Whether only people with one of these Outlook versions see it. */
export const onlyOutlook = (seen: Seen, ...majors: readonly number[]): Truth =>
  any(
    ...majors.flatMap((major) => [
      seen.has('scope.only', `outlook:${major}`),
      ...Object.entries(years)
        .filter(([, of]) => of === major)
        .map(([year]) => seen.has('scope.only', `outlook:${year}`)),
    ]),
  );
