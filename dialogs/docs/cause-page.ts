import type { Cause, Seen, Sign, Weight } from '../../services/cause.ts';
import { bench } from '../../services/diagnosis/bench.ts';
import { exampleCase } from '../../services/diagnosis/examples.ts';
import { indexed } from '../../services/diagnosis/indexed.ts';
import type { Remedy } from '../../services/remedy.ts';
import { confused } from './confused.ts';
import { popupWords } from './popups.ts';

const weightWords: Readonly<Record<Weight, string>> = {
  proof: 'proof',
  strong: 'strong',
  fair: 'fair',
  weak: 'weak',
};
const often: Readonly<Record<Cause['usual'], string>> = {
  usual: 'Seen often.',
  occasional: 'Seen now and then.',
  rare: 'Rare.',
};
export const sideWords: Readonly<Record<Cause['side'], string>> = {
  account: 'Identity and account',
  client: 'Client state',
  autodiscover: 'Autodiscover',
  moves: 'Moves and coexistence',
  'server-authentication': 'Server authentication',
  'extended-protection': 'Extended Protection',
  tls: 'TLS and certificates',
  network: 'Network',
};

/** The facts of examples, as signs and steps read them. */
const seenIn = (...examples: readonly Sign['shown'][]): Seen =>
  bench(indexed(exampleCase(Object.assign({}, ...examples)))).recorder.seen;

/** A line that Markdown shows as it stands. */
export const plainText = (text: string): string =>
  text.replace(/([\\`*_<>|[\]])/g, '\\$1').replace(/\n/g, ' ');
const list = (lines: readonly string[]): string => lines.map((one) => `- ${one}`).join('\n');
const section = (title: string, body: string): readonly string[] =>
  body === '' ? [] : [`## ${title}`, body];

const sentence = ({ says, shown }: Sign): string => plainText(says(seenIn(shown)));
const leansOn = ({ shown }: Sign): string =>
  [...new Set(Object.keys(shown).map((path) => `\`${path.replace(/\[[^\]]+\]/g, '[…]')}\``))].join(', ');
const signLine = (sign: Sign): string => {
  const notes = [
    ...(sign.ownAccount === true ? ['counts once our own account was let in elsewhere'] : []),
    ...(sign.unverified === true ? ['strong at most, unless a log line agrees'] : []),
  ];
  return `**${weightWords[sign.weight]}** ${sentence(sign)} (${leansOn(sign)}${notes.map((note) => `; ${note}`).join('')})`;
};

const confirming = (cause: Cause): string => {
  const proofs = cause.signs.filter(({ role, weight }) => role === 'for' && weight === 'proof');
  if (proofs.length === 0) return 'Nothing proves it: it is likely at most.';
  const where =
    cause.side === 'client' || cause.id === 'ep-tls-inspection'
      ? 'from the directory, a probe, a worker, a log, or pasted from the PC'
      : 'from the directory, a probe, a worker or a log';
  const conditions = cause.signs.some(({ role }) => role === 'must')
    ? 'when each of its conditions is seen to hold, it is likely by its weight,'
    : 'when it is likely by its weight';
  return `Confirmed ${conditions} and one proof stands, ${where}. Told, a proof counts as strong.`;
};

function mend(remedy: Remedy, cause: Cause): readonly string[] {
  const proofs = cause.signs.filter(({ role }) => role === 'for').map(({ shown }) => shown);
  const musts = cause.signs.filter(({ role }) => role === 'must').map(({ shown }) => shown);
  const seen = seenIn(...proofs.slice(0, 1), ...musts);
  const parameters = remedy.parameters(seen);
  const steps =
    remedy.kind === 'advice'
      ? remedy.steps(seen, parameters)
      : remedy.targets(parameters).map((target) => remedy.command(parameters, target));
  return [
    `### ${plainText(remedy.title)}`,
    [
      `\`${remedy.id}\`, ${remedy.kind === 'advice' ? 'done by a person' : 'done by a worker after an approval'}; it touches ${remedy.effect === 'person' ? 'one person' : remedy.effect === 'server' ? 'one server' : 'the whole organisation'}.`,
      ...(steps.length === 0
        ? []
        : [
            '',
            'With the values of an example:',
            '',
            ...steps.map((step, at) => `${at + 1}. ${plainText(step)}`),
          ]),
    ].join('\n'),
    list([
      `Side effects: ${plainText(remedy.consequences)}`,
      `Back: ${plainText(remedy.rollback)}`,
      `It worked when: ${plainText(remedy.verification)}`,
      `Source: ${plainText(remedy.source)}`,
    ]),
  ];
}

/** The page of one cause in Markdown: what the user sees, why, what shows it, what rules it out, how it is mended. */
export function causePage(cause: Cause, remedies: ReadonlyMap<string, Remedy>): string {
  const of = (role: Sign['role']) => cause.signs.filter((sign) => sign.role === role);
  const like = confused.filter(({ causes }) => causes.includes(cause.id));
  const parts = [
    `# ${cause.id}`,
    plainText(cause.says),
    `${sideWords[cause.side]}. ${often[cause.usual]}${cause.byDesign === undefined ? '' : ` Expected behaviour: ${plainText(cause.byDesign)}`}`,
    ...section(
      'What the user sees',
      list(cause.popups.map((kind) => plainText(popupWords.get(kind) ?? kind))),
    ),
    ...section(
      'What the user is told',
      `${plainText(cause.toUser.says)}\n\n**${plainText(cause.toUser.todo)}**`,
    ),
    ...section('When it is confirmed', confirming(cause)),
    ...section(
      'Conditions: seen false, each rules it out; unseen, it is possible at most',
      list(of('must').map((sign) => `${sentence(sign)} (${leansOn(sign)})`)),
    ),
    ...section('Evidence', list(of('for').map(signLine))),
    ...section('Risks: alone they make it possible at most', list(of('risk').map(signLine))),
    ...section('Against it', list(of('against').map(signLine))),
    ...section(
      'Easily confused with',
      list(
        like.map(
          ({ causes, lookAt }) =>
            `${causes
              .filter((id) => id !== cause.id)
              .map((id) => `[${id}](${id}.md)`)
              .join(', ')}: ${plainText(lookAt)}`,
        ),
      ),
    ),
    '## How it is mended',
    ...(cause.remedies.length === 0
      ? ['Nothing is to be mended.']
      : cause.remedies.flatMap((id) => {
          const remedy = remedies.get(id);
          return remedy === undefined ? [] : mend(remedy, cause);
        })),
    ...section('Meanwhile', list(cause.meanwhile.map(plainText))),
    ...section('Sources', list(cause.sources.map(plainText))),
  ];
  return `${parts.join('\n\n')}\n`;
}
