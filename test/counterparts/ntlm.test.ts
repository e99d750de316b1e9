import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  authenticateMessage,
  channelBindings,
  negotiateMessage,
  parseChallenge,
} from '../../services/protocols/ntlm.ts';

// Judged by gss-ntlmssp (Debian: gss-ntlmssp, python3-gssapi), which knows nothing of our code.
const folder = mkdtempSync(join(tmpdir(), 'popup-desk-gss-'));
const login = { domain: 'CORP', user: 'svc-popupdesk', password: 'Popup-Desk-1!' };
const endPoint = createHash('sha256').update('the leaf').digest();
const applicationData = Buffer.concat([Buffer.from('tls-server-end-point:'), endPoint]);
let judge: ChildProcess;
let answers: Interface;

interface Verdict {
  readonly token?: string;
  readonly accepted?: string;
  readonly refused?: string;
}
const ask = (token: Buffer, fresh: boolean, bindings: Buffer | undefined): Promise<Verdict> =>
  new Promise((resolve) => {
    answers.once('line', (line) => resolve(JSON.parse(line)));
    judge.stdin?.write(
      `${JSON.stringify({ token: token.toString('base64'), fresh, bindings: bindings?.toString('base64') ?? null })}\n`,
    );
  });

async function logOn(
  as: typeof login,
  demanded: Buffer | undefined,
  sent: Buffer | undefined,
  spoil: (message: Buffer) => Buffer = (message) => message,
): Promise<Verdict> {
  const negotiate = negotiateMessage();
  const { token = '' } = await ask(negotiate, true, demanded);
  const message = authenticateMessage({
    login: as,
    negotiate,
    challenge: parseChallenge(Buffer.from(token, 'base64')),
    targetName: 'HTTP/mail.contoso.example',
    ...(sent === undefined ? {} : { channelBindings: sent }),
    clientNonce: randomBytes(8),
    now: Date.now(),
  });
  return ask(spoil(message), false, demanded);
}

beforeAll(() => {
  const users = join(folder, 'users');
  writeFileSync(users, `${login.domain}:${login.user}:${login.password}\n`, { mode: 0o600 });
  judge = spawn('/usr/bin/python3', [fileURLToPath(new URL('./gss-ntlmssp.py', import.meta.url))], {
    env: { ...process.env, NTLM_USER_FILE: users },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (judge.stdout === null) throw new Error('the judge has no standard output');
  answers = createInterface({ input: judge.stdout });
});
afterAll(() => {
  judge.stdin?.end();
  rmSync(folder, { recursive: true });
});

describe('gss-ntlmssp', () => {
  test('accepts the right password', async () => {
    expect(await logOn(login, undefined, undefined)).toMatchObject({
      accepted: expect.stringMatching(/svc-popupdesk/i),
    });
  });
  test('refuses a wrong one', async () => {
    expect(await logOn({ ...login, password: 'wrong' }, undefined, undefined)).toMatchObject({
      refused: expect.any(String),
    });
  });
  test('accepts our channel bindings where it demands them', async () => {
    expect(await logOn(login, applicationData, channelBindings(endPoint))).toMatchObject({
      accepted: expect.any(String),
    });
  });
  test('refuses those of another certificate', async () => {
    const other = channelBindings(createHash('sha256').update('another leaf').digest());
    expect(await logOn(login, applicationData, other)).toMatchObject({ refused: expect.any(String) });
  });
  test('checks our MIC: one changed bit of it is refused', async () => {
    const spoil = (message: Buffer): Buffer => {
      const changed = Buffer.from(message);
      changed[72] = (changed[72] ?? 0) ^ 1;
      return changed;
    };
    expect(await logOn(login, undefined, undefined, spoil)).toMatchObject({ refused: expect.any(String) });
  });
});
