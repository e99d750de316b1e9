import { whenLikely } from '../readings/offers.ts';
import { frontEnds } from '../readings/servers.ts';
import { differingSettings, tlsSettingsDiffer } from '../readings/tls-settings.ts';
import { advice } from '../remedy.ts';

const schannel = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

export default advice({
  id: 'align-tls-settings',
  title: 'Set TLS alike on every Exchange server',
  effect: 'organisation',
  parameters: (seen) => ({ servers: [...frontEnds(seen)].sort() }),
  when: whenLikely,
  steps: (seen, { servers }) => {
    const list =
      Array.isArray(servers) && servers.length > 0 ? servers.map(String).join(', ') : 'every Exchange server';
    return [
      `Take HealthChecker of ${list} and compare the TLS table.${tlsSettingsDiffer(seen) === true ? ` Seen so far: ${differingSettings(seen)}.` : ''}`,
      `Export on each server before the change: ${schannel} and HKLM:\\SOFTWARE\\[WOW6432Node\\]Microsoft\\.NETFramework\\v4.0.30319 (and v2.0.50727).`,
      `Choose one set for all: under ${schannel}\\TLS 1.2\\Client and \\Server Enabled = 1 and DisabledByDefault = 0; a version that is switched off, off on all of them.`,
      'SchUseStrongCrypto = 1 and SystemDefaultTlsVersions = 1 in both registry views on all of them.',
      'While a server or client that knows TLS 1.0 only is still needed, leave TLS 1.0 on everywhere.',
      'Restart one server after the other in maintenance mode.',
    ];
  },
  consequences:
    'Each server restarts once; what can speak only a version that is switched off can no longer connect.',
  rollback: 'Import the keys that were exported on that server, and restart it.',
  verification:
    'HealthChecker shows the same TLS table for all servers, and no 401 between the servers or event 4625 with C000035B follows.',
  source: 'Microsoft, Exchange Server TLS configuration best practices; CSS-Exchange, Extended Protection',
});
