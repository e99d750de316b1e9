import type { Reader } from '../../services/reader.ts';

/** One reader of the test's own: lines "web mail: yes" or "web mail: no", and lines with a # to be left out. */
export const readersExample: readonly Reader[] = [
  {
    id: 'web-mail-note',
    title: 'A note on web mail',
    read({ lines }) {
      const found = lines.flatMap((text, index) => {
        const said = /^web mail: (yes|no)$/.exec(text)?.[1];
        return said === undefined ? [] : [{ line: index + 1, value: said === 'yes' }];
      });
      if (found.length === 0) return undefined;
      return {
        facts: found.map(({ line, value }) => ({ fact: 'scope.webmailWorks', value, line })),
        understood: found.map(({ line }) => ({ from: line, to: line, says: 'A note on web mail' })),
        ignored: lines.flatMap((text, index) =>
          text.startsWith('#') ? [{ from: index + 1, to: index + 1, says: 'a remark' }] : [],
        ),
        about: [],
        withoutZone: [],
      };
    },
  },
];
