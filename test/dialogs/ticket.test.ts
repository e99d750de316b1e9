import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ticket, ticketLines } from '../../dialogs/ticket.ts';
import { type CaseFile, parseCaseFile } from '../../services/case-file.ts';
import { loadCatalogue } from '../../services/catalogue.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';
import { repeated } from './sentences.ts';

const catalogue = await loadCatalogue();
const read = (name: string): CaseFile =>
  parseCaseFile(readFileSync(new URL(`../cases/engine/${name}.json`, import.meta.url), 'utf8'), name);
const cases = readdirSync(new URL('../cases/engine/', import.meta.url)).map((name) =>
  name.replace('.json', ''),
);
const lines = (file: CaseFile) => ticketLines(diagnose(file, catalogue), catalogue);
const text = (file: CaseFile) => ticket(diagnose(file, catalogue), catalogue);

describe('the five lines', () => {
  test('of a proven cause', () => {
    const [who, moved, verdict, why, next] = lines(read('stale-location-after-move'));
    expect(who).toBe('anna@contoso.example: Exchange 2016, server ex16b; judged 2026-11-20 10:00Z.');
    expect(moved).toBe('Moved 2026-11-20 07:00Z, 3 h before.');
    expect(verdict).toMatch(/^Confirmed: .*\(autodiscover-apppool-cache\)$/);
    expect(why).toMatch(/^Why: ex16b http-proxy 09:30Z/);
    expect(next).toMatch(/^Next step: /);
  });

  test.each(['healthy', 'only-what-was-told', 'restart-once-after-move', 'sources-disagree'])(
    'of %s are five, each one line',
    (name) => {
      const five = lines(read(name));
      expect(five).toHaveLength(5);
      for (const line of five) expect(line).toMatch(/^[^\n]{10,}$/);
    },
  );

  test('say what could not be seen', () => {
    expect(lines(read('only-what-was-told'))[0]).toContain('not seen (the directory did not answer)');
    expect(lines(read('healthy'))[2]).toMatch(/^No known cause is likely; the nearest is /);
  });

  test('say of an expected popup that it is', () => {
    expect(lines(read('restart-once-after-move'))[2]).toMatch(/This is expected\.$/);
  });
});

describe('the reasons', () => {
  const why = (name: string) => lines(read(name))[3] ?? '';
  test('tell one event once: a lockout has one sentence, not three', () => {
    expect(why('account-is-locked').match(/locked/gi)).toHaveLength(1);
  });
  test('leave out the day of the ticket, and the middle of an account id', () => {
    expect(why('stale-location-after-move')).toMatch(/^Why: ex16b http-proxy 09:30Z: /);
    for (const name of cases) expect(why(name)).not.toMatch(/2026-11-20|S-1-5-21-\d+-/);
  });
  test('are three at most', () => {
    for (const name of cases) expect(why(name).split('. ').length).toBeLessThanOrEqual(3);
  });
});

describe.each(cases)('the ticket of %s', (name) => {
  const whole = text(read(name));
  test('holds no raw JSON and no path twice', () => {
    expect(whole).not.toMatch(/[{}]|"\w+":|undefined|\[object/);
  });
  test('says no sentence twice', () => {
    expect(repeated(whole)).toEqual([]);
  });
});

describe('the details', () => {
  test('show every fact once, with value, source, age', () => {
    const shown = text(read('stale-location-after-move'));
    expect(shown).toContain('mailbox.movedAt = 07:00Z [directory; dc1 msDS-ReplValueMetaData; just now]');
    expect(shown.split('mailbox.movedAt =')).toHaveLength(2);
  });
  test('show a log line as one would read it out, dated by its own time', () => {
    expect(text(read('stale-location-after-move'))).toMatch(
      /ex16b http-proxy 09:30Z .*302.*→ ex10a\.corp\.local.* \[log;.* 30 min old\]/,
    );
  });
  test('show which of two sources is used', () => {
    expect(text(read('sources-disagree'))).toContain(
      'mailbox.server: ex16a (told, no source) is used, not ex10a (directory, dc1)',
    );
  });
  test('say in words what would change it, what else was considered, what to ask and what is unseen', () => {
    const shown = text(read('only-what-was-told'));
    for (const title of ['The verdict would be:', 'Also considered', 'Could not be seen:', 'Not said yet']) {
      expect(shown).toContain(title);
    }
    expect(shown).toMatch(/ - (Confirmed|Likely|Possible|Unlikely|Ruled out), if /);
  });
  test('ask the user, never by the id of a sign', () => {
    const file = read('account-is-locked');
    const shown = text(file);
    const ids = diagnose(file, catalogue).verdicts[0]?.unseen.map(({ sign }) => sign) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(shown).not.toContain(id);
  });
  test('begin with a notice when our own account may not log on', () => {
    const why = 'the logon of svc was refused at 09:00; nothing authenticates until its password is changed';
    const file = read('healthy');
    expect(text({ ...file, blind: [{ fact: 'mapi', why }] })).toContain(`\n\nNOTICE: ${why}\n`);
    expect(text(file)).not.toContain('NOTICE');
  });
  test('name once from where it was seen', () => {
    const file = read('healthy');
    const facts = file.facts.map((fact) => ({ ...fact, vantage: 'worker mgmt01' }));
    expect(text({ ...file, facts }).split('worker mgmt01')).toHaveLength(2);
  });
});
