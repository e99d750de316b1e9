import { quoted, whenLikely } from '../readings/offers.ts';
import { names } from '../readings/sentences.ts';
import { frontEnds } from '../readings/servers.ts';
import { advice } from '../remedy.ts';

const key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters';

export default advice({
  id: 'raise-max-concurrent-api',
  title: 'Give NTLM logons more channels, and fewer of them',
  effect: 'server',
  parameters: (seen) => {
    const known = seen
      .keys('servers')
      .filter((server) => (seen.number(`servers[${server}].netlogonTimeouts`) ?? 0) > 0);
    return { servers: (known.length > 0 ? known : [...frontEnds(seen)]).toSorted() };
  },
  when: whenLikely,
  steps: (_, { servers }) => {
    const list = Array.isArray(servers) && servers.length > 0 ? servers.map(String) : ['<server>'];
    return [
      ...list.map(
        (server) =>
          `Measure on ${server} at the busy hour: Get-Counter -ComputerName ${quoted(server)} '\\Netlogon(*)\\Semaphore Waiters','\\Netlogon(*)\\Semaphore Timeouts','\\Netlogon(*)\\Average Semaphore Hold Time' -SampleInterval 5 -MaxSamples 24`,
      ),
      'Work the value out from the measured acquires, timeouts and hold time (the article below has the formula); do not guess it.',
      `On ${names(list)} write down what is there, then: Set-ItemProperty ${quoted(key)} -Name MaxConcurrentApi -Value <worked out, at most 150> -Type DWord; Restart-Service Netlogon`,
      'Set it on the domain controllers that check these logons too, else the wait only moves there.',
      'What mends it for good is Kerberos for mail (shared service account with the right SPN): it needs no such channel.',
    ];
  },
  consequences:
    'Netlogon restarts on that server, a few seconds without logons; domain controllers work on more logons at once.',
  rollback: 'Set MaxConcurrentApi back as it was, or delete it if it was not there, and restart Netlogon.',
  verification:
    'At the next busy hour Semaphore Timeouts stays where it is and no event 5816 to 5819 follows.',
  source:
    'Microsoft KB2688798 (How to do performance tuning for NTLM authentication by using MaxConcurrentApi)',
});
