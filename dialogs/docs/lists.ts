import type { Cause } from '../../services/cause.ts';
import { describeVocabulary } from '../../services/facts.ts';
import type { Finding } from '../../services/finding.ts';
import type { Question } from '../../services/question.ts';
import type { Reader } from '../../services/reader.ts';
import { plainText, sideWords } from './cause-page.ts';
import { popupWords } from './popups.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const page = (...parts: readonly string[]): string => `${parts.join('\n\n')}\n`;
const link = ({ id }: Cause): string => `[${id}](${id}.md)`;

/** The index of causes by the popup they show, and by where they lie. */
export function indexPage(causes: readonly Cause[], findings: readonly Finding[]): string {
  const byPopup = [...popupWords].flatMap(([kind, words]) => {
    const own = causes.filter(({ popups }) => popups.includes(kind));
    return own.length === 0
      ? []
      : [
          `## ${plainText(words)}`,
          table(
            ['cause', 'the popup appears because…'],
            own.map((cause) => [link(cause), plainText(cause.says)]),
          ),
        ];
  });
  const bySide = Object.entries(sideWords).flatMap(([side, words]) => {
    const own = causes.filter((cause) => cause.side === side);
    return own.length === 0 ? [] : [`- ${words}: ${own.map(link).join(', ')}`];
  });
  return page(
    '# Causes by popup',
    `${causes.length} causes. A popup that comes after another one is a consequence: look for the first.`,
    ...byPopup,
    '## By where they lie',
    bySide.join('\n'),
    '## Findings',
    'Worth knowing, though they explain no popup:',
    findings.map(({ id }) => `- ${id}`).join('\n'),
  );
}

/** The vocabulary of facts: every path with the type of its values. */
export const vocabularyPage = (): string =>
  page(
    '# Facts',
    'Every path that a case file, `--fact`, a world or a cause may name, and what its values are. Keys stand in brackets.',
    table(
      ['path', 'value'],
      describeVocabulary().map(({ path, type }) => [`\`${path}\``, plainText(type)]),
    ),
  );

/** What can be pasted. */
export const readersPage = (readers: readonly Reader[]): string =>
  page(
    '# What can be pasted',
    'Into a case in the chat, or with `npm run --silent diagnose -- <address> --paste <file>`. Passwords, tokens and cookies are cut before anything is kept. Every line is either understood or said to be ignored.',
    readers.map(({ title }) => `- ${plainText(title)}`).join('\n'),
  );

/** What people are asked. */
export const questionsPage = (questions: readonly Question[]): string =>
  page(
    '# What people are asked',
    'One question after the other, four at most, and only where the answer could change a verdict.',
    table(
      ['question', 'who', 'answers', 'facts'],
      questions.map(({ asks, who, choices, text, facts }) => [
        plainText(asks),
        who,
        [
          ...choices.map(({ says }) => plainText(says)),
          ...(text === undefined ? [] : ['(in own words)']),
        ].join('<br>'),
        facts.map((path) => `\`${path}\``).join(', '),
      ]),
    ),
  );
