import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readToken } from '../../../services/worker/tokens.ts';
import { type StandingDesk, standDesk } from '../../services/desk/standing-desk.ts';
import { runCommand } from './running.ts';

// Each command is a process of its own.
jest.setTimeout(90_000);
let standing: StandingDesk;
beforeAll(async () => {
  standing = await standDesk();
});
afterAll(() => standing.close());
const doctor = (...args: readonly string[]) =>
  runCommand('doctor', args, { POPUP_DESK_DATA: standing.folder });

describe('doctor', () => {
  test('enrols a worker at the running bot, takes it back, stops and allows changes', async () => {
    const enrolled = await doctor('--enrol', 'mgmt01');
    expect(enrolled.status).toBe(0);
    expect(readToken(enrolled.out)).toBeDefined();
    expect(await doctor('--revoke', 'mgmt01')).toMatchObject({
      status: 0,
      out: 'worker mgmt01 is revoked\n',
    });
    expect((await doctor('--revoke', 'mgmt01')).out).toBe('there is no worker mgmt01 to revoke\n');
    expect((await doctor('--stop', 'freeze')).out).toBe('all changes are stopped: freeze\n');
    expect((await doctor('--allow')).out).toBe('changes may run again\n');
    expect(await doctor('--enrol', '../x')).toMatchObject({ status: 1, out: '' });
  });
  test('says so in one line when no bot runs or ran, and on wrong usage', async () => {
    const nobody = await runCommand('doctor', ['--allow'], { POPUP_DESK_DATA: '/tmp' });
    expect(nobody).toMatchObject({
      status: 2,
      error: expect.stringMatching(/^no bot was ever started on .*\n$/),
    });
    expect(await doctor('--allow', '--stop', 'x')).toMatchObject({
      status: 2,
      error: 'ask for one thing at a time\n',
    });
    expect((await doctor('--nonsense')).status).toBe(2);
    expect((await doctor('--help')).out).toContain('--reset-logon');
  });
});

describe('worker', () => {
  const worker = (configuration: object, more: Readonly<Record<string, string>> = {}) => {
    const file = join(standing.folder, 'popup-desk.json');
    writeFileSync(file, JSON.stringify({ data: join(standing.folder, 'worker'), ...configuration }));
    return runCommand('worker', [], { POPUP_DESK_CONFIG: file, ...more });
  };
  test('explains itself', async () => {
    expect((await runCommand('worker', ['--help'], {})).out).toContain('POPUP_DESK_WORKER_TOKEN');
    expect(await runCommand('worker', ['--bogus'], {})).toMatchObject({ status: 2 });
  });
  test('names every key that is missing, and a token that is none', async () => {
    const { status, error } = await worker({ worker: { act: true } }, { POPUP_DESK_WORKER_TOKEN: 'hunter2' });
    expect(status).toBe(2);
    expect(
      error
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['worker.url', 'POPUP_DESK_WORKER_TOKEN', 'windows.executor']);
    expect(error).not.toContain('hunter2');
  });
  test('ends with a sentence when the bot does not know it', async () => {
    const { gateway } = standing.desk;
    const token = await standing.desk.enrolWorker('gone');
    await standing.desk.revokeWorker('gone');
    const ca = join(standing.folder, 'ca.pem');
    writeFileSync(ca, gateway.ca);
    const { status, error } = await worker(
      { worker: { url: gateway.url, ca } },
      { POPUP_DESK_WORKER_TOKEN: token },
    );
    expect(error).toMatch(
      /^127\.0\.0\.1:\d+ refuses this worker: this token is not \(or no longer\) known here/,
    );
    expect(status).toBe(2);
  });
});
