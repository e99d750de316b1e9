import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfiguration } from '../../../services/configuration.ts';
import type { AccountGate, Attempt, LogonTarget } from '../../../services/looking/account.ts';
import { createAccountGate } from '../../../services/looking/account-gate.ts';
import type { BreakerScope } from '../../../services/looking/breaker.ts';
import type { OwnAccount } from '../../../services/looking/clients.ts';

export const good: OwnAccount = { good: true, state: 'good', badPasswordCount: 0 };
export const anyTime = new AbortController().signal;

/** A data folder of one test. */
export function dataFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'popup-desk-gate-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
export function scopeOf(data: string, secret = 'right', more: Partial<BreakerScope> = {}): BreakerScope {
  const configuration = parseConfiguration(
    JSON.stringify({
      data,
      organisation: { credentialHosts: ['*.corp.local', 'mail.contoso.example'] },
      directory: { servers: ['ldaps://dc1.corp.local:636'], account: 'CORP\\svc-popupdesk' },
    }),
    'test',
  );
  return { configuration, secrets: { serviceAccount: secret }, ...more };
}
export const gateOf = (scope: BreakerScope, now: () => number, own: () => Promise<OwnAccount>): AccountGate =>
  createAccountGate({ scope, now, ownAccount: own, lifeMs: 60_000 });

export const bind: LogonTarget = {
  by: 'ldap',
  where: 'dc1.corp.local (LDAP bind)',
  host: 'dc1.corp.local',
  signal: anyTime,
};
export const ntlmAt = (node: string, path = '/mapi/nspi'): LogonTarget => ({
  by: 'ntlm',
  where: `mail.contoso.example at ${node}, ${path} (NTLM)`,
  host: 'mail.contoso.example',
  node,
  signal: anyTime,
});
export const accepted: Attempt<string> = { outcome: 'accepted', value: 'in' };
export const refused: Attempt<string> = {
  outcome: 'refused',
  says: 'wrong name or password (data 52e)',
  value: 'out',
};
