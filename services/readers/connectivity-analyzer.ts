import { readStep, type Standing } from '../pasting/analyzer-steps.ts';
import { type Collection, collecting } from '../pasting/collecting.ts';
import { plainXml } from '../pasting/plain-xml.ts';
import { bringAnswer } from '../pasting/service-facts.ts';
import { readTime } from '../pasting/times.ts';
import { type ReadText, reader } from '../reader.ts';

/** What only these two programs write. */
const begins =
  /Connectivity Analyzer (?:is |tool )|Remote Connectivity Analyzer|Support and Recovery Assistant|<(?:TestResult|RCATest|TestSteps?|ConnectivityTest)[\s>]/i;
const header = /^\s{0,40}([A-Za-z][\w-]{2,60}): (.{1,4000})$/;
const wanted = new Set([
  'www-authenticate',
  'x-feserver',
  'x-calculatedbetarget',
  'x-beserver',
  'x-failurecontext',
  'x-responsecode',
  'x-owa-version',
  'location',
]);
/** So many lines without a known sentence are another text. */
const farthest = 40;

export default reader({
  id: 'connectivity-analyzer',
  title: 'results of the Remote Connectivity Analyzer or of the Support and Recovery Assistant',
  order: 12,
  read: ({ lines }) => {
    const first = lines.findIndex((line) => begins.test(line));
    if (first < 0) return undefined;
    const found = collecting({ lines });
    const standing: Standing = { host: undefined, url: undefined, answer: undefined };
    const settle = (): void => {
      if (standing.answer !== undefined) bringAnswer(standing.answer, found);
      standing.answer = undefined;
    };
    let last = first;
    for (let index = first; index < lines.length; index += 1) {
      const line = lines[index] ?? '';
      if (line.trim() === '') continue;
      if (index - last > farthest) break;
      if (readLine(line, standing, index + 1, found, settle)) {
        // What stands between two known sentences is the analyzer's too.
        if (index > last + 1) found.ignored(last + 2, 'a detail of the analyzer that tells no fact', index);
        found.understood(index + 1, 'steps of the Connectivity Analyzer');
        last = index;
      }
    }
    settle();
    return dated(found.result(), lines, first, last);
  },
});

/** A run takes seconds: what bears no time is of the time of the next answer's Date, in the end of the last one's. */
function dated(
  read: ReadText | undefined,
  lines: readonly string[],
  first: number,
  last: number,
): ReadText | undefined {
  if (read === undefined) return undefined;
  const dates = lines.slice(first, last + farthest).flatMap((line, index) => {
    const text = /^\s{0,40}Date: (.{10,60})$/i.exec(line)?.[1];
    const time = text === undefined ? undefined : readTime(text, 0);
    return time !== undefined && 'at' in time ? [{ line: first + index + 1, at: time.at }] : [];
  });
  const at = (line: number): string | undefined =>
    (dates.find((date) => date.line >= line) ?? dates.at(-1))?.at;
  return {
    ...read,
    facts: read.facts.map((fact) => {
      const time = fact.at ?? at(fact.line);
      return time === undefined ? fact : { ...fact, at: time };
    }),
  };
}

/** A line, or the sentences between the tags of one. */
function readLine(
  line: string,
  standing: Standing,
  number: number,
  found: Collection,
  settle: () => void,
): boolean {
  const sentences = line.includes('<') ? line.split(/<[^<>]{0,500}>/).map(plainXml) : [line];
  let isKnown = /<\/?(?:Test|RCA|Connectivity)/i.test(line);
  for (const sentence of sentences) {
    if (sentence.trim() === '') continue;
    const [, name = '', value = ''] = header.exec(sentence) ?? [];
    if (standing.answer !== undefined && wanted.has(name.toLowerCase())) {
      const headers = new Map(standing.answer.headers);
      headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value.trim()]);
      standing.answer = { ...standing.answer, headers };
      isKnown = true;
      continue;
    }
    const before = standing.answer;
    const { url } = standing;
    if (/\bHTTP \d{3} |POST request to|Methods for URL/i.test(sentence)) settle();
    if (!readStep(sentence, standing, number, found)) continue;
    isKnown = true;
    if (before !== undefined && standing.url !== url) settle();
  }
  return isKnown;
}
