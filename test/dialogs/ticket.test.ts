import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ticket, ticketLines } from '../../dialogs/ticket.ts';
import { type CaseFile, parseCaseFile } from '../../services/case-file.ts';
import { loadCatalogue } from '../../services/catalogue.ts';
import { diagnose } from '../../services/diagnosis/diagnose.ts';

const catalogue = await loadCatalogue();
const read = (name: string): CaseFile =>
  parseCaseFile(readFileSync(new URL(`../cases/engine/${name}.json`, import.meta.url), 'utf8'), name);
const lines = (file: CaseFile) => ticketLines(diagnose(file, catalogue), catalogue);
const text = (file: CaseFile) => ticket(diagnose(file, catalogue), catalogue);

describe('the five lines', () => {
  test('of a proven cause', () => {
    const [who, moved, verdict, why, next] = lines(read('stale-location-after-move'));
    expect(who).toBe('anna@contoso.example: Exchange 2016, server ex16b; judged 2026-11-20 10:00Z.');
    expect(moved).toBe('Moved 2026-11-20 07:00Z, 3 h before.');
    expect(verdict).toMatch(/^Confirmed: .*\(autodiscover-apppool-cache\)$/);
    expect(why).toMatch(/^Why: ex16b http-proxy 2026-11-20 09:30Z/);
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

describe('the details', () => {
  test('show every fact with value, source, age', () => {
    expect(text(read('stale-location-after-move'))).toContain(
      'mailbox.movedAt = 2026-11-20T07:00:00Z [directory; dc1 msDS-ReplValueMetaData; 0 min old]',
    );
  });
  test('date a log line by its own time', () => {
    expect(text(read('stale-location-after-move'))).toMatch(/log\[0\] = .* \[log; 30 min old\]/);
  });
  test('show which of two sources is used', () => {
    expect(text(read('sources-disagree'))).toContain(
      'mailbox.server: ex16a (told, no source) is used, not ex10a (directory, dc1)',
    );
  });
  test('show what would change it, what was also considered, what is unseen', () => {
    const shown = text(read('only-what-was-told'));
    for (const title of [
      'Unseen:',
      'What would change this:',
      'Also considered:',
      'Could not be seen:',
      'Next look:',
    ]) {
      expect(shown).toContain(title);
    }
  });
  test('begin with a notice when our own account may not log on', () => {
    const why = 'the logon of svc was refused at 09:00; nothing authenticates until its password is changed';
    const file = read('healthy');
    expect(text({ ...file, blind: [{ fact: 'mapi', why }] })).toContain(`\n\nNOTICE: ${why}\n`);
    expect(text(file)).not.toContain('NOTICE');
  });
});
