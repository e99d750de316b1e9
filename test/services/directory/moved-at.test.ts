import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { movedAt, moveState } from '../../../services/directory/moved-at.ts';
import { readStamps } from '../../../services/directory/replication-metadata.ts';

const now = 'CN=DB16,CN=Databases,DC=corp,DC=local';
const before = 'CN=DB10,CN=Databases,DC=corp,DC=local';
const created = '2020-01-02T03:04:05.000Z';
const never = '1601-01-01T00:00:00Z';

const value = (database: string, at: string, deleted = never) =>
  `<DS_REPL_VALUE_META_DATA>\n\t<pszAttributeName>homeMDB</pszAttributeName>\n\t<pszObjectDn>${database}</pszObjectDn>\n\t<cbData>0</cbData>\n\t<pbData></pbData>\n\t<ftimeDeleted>${deleted}</ftimeDeleted>\n\t<ftimeCreated>${at}</ftimeCreated>\n\t<dwVersion>1</dwVersion>\n\t<ftimeLastOriginatingChange>${at}</ftimeLastOriginatingChange>\n\t<pszLastOriginatingDsaDN></pszLastOriginatingDsaDN>\n</DS_REPL_VALUE_META_DATA>\n\0`;
const attribute = (name: string, at: string, version: number) =>
  `<DS_REPL_ATTR_META_DATA><pszAttributeName>${name}</pszAttributeName><dwVersion>${version}</dwVersion><ftimeLastOriginatingChange>${at}</ftimeLastOriginatingChange></DS_REPL_ATTR_META_DATA>`;

const moveOf = (values: readonly string[], createdAt: string | undefined = created) =>
  movedAt(readStamps(values), now, createdAt);

describe('when a mailbox moved', () => {
  test.each<[string, readonly string[], string | undefined]>([
    [
      'a linked value that replaced another',
      [value(before, created, '2026-11-20T07:00:00Z'), value(now, '2026-11-20T07:00:00Z')],
      '2026-11-20T07:00:00.000Z',
    ],
    ['a linked value long after creation', [value(now, '2026-11-20T07:00:00Z')], '2026-11-20T07:00:00.000Z'],
    [
      'an attribute written again (no linked-value replication)',
      [attribute('homeMDB', '2026-11-20T07:00:00Z', 3)],
      '2026-11-20T07:00:00.000Z',
    ],
    [
      'only the home server’s stamp',
      [attribute('msExchHomeServerName', '2026-11-20T07:00:00Z', 2)],
      '2026-11-20T07:00:00.000Z',
    ],
    ['a time without a zone is UTC', [value(now, '2026-11-20T07:00:00')], '2026-11-20T07:00:00.000Z'],
    [
      'homeMDB counts, not a later home server',
      [value(now, '2026-11-20T07:00:00Z'), attribute('msExchHomeServerName', '2026-11-20T09:00:00Z', 5)],
      '2026-11-20T07:00:00.000Z',
    ],
  ])('%s', (_what, values, at) => expect(moveOf(values)).toMatchObject({ moved: true, at }));

  test.each<[string, readonly string[]]>([
    ['the stamp of creation', [value(now, '2020-01-02T03:05:00Z')]],
    ['the attribute’s first version at creation', [attribute('homeMDB', created, 1)]],
  ])('never: %s', (_what, values) => expect(moveOf(values)).toMatchObject({ moved: false }));

  test('nothing to see is unseen', () => {
    expect(moveOf([])).toMatchObject({ moved: undefined });
    expect(moveOf([value(before, '2026-11-20T07:00:00Z')])).toMatchObject({ moved: undefined });
    expect(movedAt(readStamps([value(now, '2026-11-20T07:00:00Z')]), now, undefined)).toMatchObject({
      moved: undefined,
    });
  });

  test('a replaced value is a move even where the creation is not shown', () => {
    const values = [value(before, created, '2026-11-20T07:00:00Z'), value(now, '2026-11-20T07:00:00Z')];
    expect(movedAt(readStamps(values), now, undefined)).toMatchObject({ moved: true });
  });

  test('names in XML are decoded', () => {
    const odd = 'CN=R&D <1>,DC=x';
    const written = odd.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;');
    expect(readStamps([value(written, '2026-11-20T07:00:00Z')])[0]?.value).toBe(odd);
  });

  test('what is no stamp is left out, and nothing throws', () => {
    expect(
      readStamps(['', '<', '<a>', '\0', '<DS_REPL_ATTR_META_DATA/>', '<!DOCTYPE x [<!ENTITY a "b">]><x/>']),
    ).toEqual([]);
    fc.assert(fc.property(fc.array(fc.string()), (values) => void readStamps(values)));
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        readStamps([value(one, other), attribute(one, other, 1)]);
      }),
    );
  });

  test.each([
    [undefined, 'none'],
    [1n, 'queued'],
    [2n, 'in-progress'],
    [98n, 'suspended'],
    [10n, 'completed'],
    [99n, 'failed'],
    [77n, 'other'],
  ])('move status %s is %s', (status, state) => expect(moveState(status)).toBe(state));
});
