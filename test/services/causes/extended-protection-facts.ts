import type { Example } from '../../../services/cause.ts';
import { hoursBefore } from '../../../services/readings/examples.ts';
import { healthy } from './world.ts';

/** Extended Protection on at both front ends, and a password box. */
export const protectedServers: Example = {
  ...healthy,
  'popup.kind': 'credential',
  'iis[ex16a/default web site/mapi].extendedProtection': 'require',
  'iis[ex16b/default web site/mapi].extendedProtection': 'require',
};
/** Her logon refused for its channel binding, as the security log of a front end shows it. */
export const badBinding = {
  server: 'ex16a',
  log: 'security',
  at: hoursBefore(2),
  user: 'CORP\\anna',
  eventId: 4625,
  text: 'An account failed to log on. Status 0xC000035B. Package Name (NTLM only): NTLM V2',
  signature: 'channel-binding',
} as const;
/** What the common name and a server show, by the hash of their certificate. */
export const leafs = (vip: string, node: string): Example => ({
  'tls[mail.contoso.example@vip].leaf': vip,
  'tls[mail.contoso.example@ex16a].leaf': node,
  'tls[mail.contoso.example@ex16b].leaf': node,
});
/** What a person tells of it: since Extended Protection came, and its removal cured. */
export const toldOnly: Example = {
  'popup.kind': 'credential',
  'timeline.after': ['extended-protection'],
  'tried[]': [{ what: 'extended-protection-off', result: 'cured' }],
};
/** No front end checks channel bindings. */
export const off: Example = {
  'iis[ex16a/default web site/mapi].extendedProtection': 'none',
  'iis[ex16b/default web site/mapi].extendedProtection': 'none',
};
