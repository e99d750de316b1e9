import { whenLikely } from '../readings/offers.ts';
import { advice } from '../remedy.ts';

export default advice({
  id: 'correct-clock',
  title: 'Let the clocks follow the domain again',
  effect: 'server',
  parameters: (seen) => ({
    servers: seen
      .keys('servers')
      .filter((server) => Math.abs(seen.number(`servers[${server}].clockSkewSeconds`) ?? 0) > 300),
  }),
  when: whenLikely,
  steps: (seen, { servers }) => {
    const list = Array.isArray(servers) ? servers.map(String) : [];
    return [
      ...list.map(
        (server) =>
          `${server} is off by ${seen.number(`servers[${server}].clockSkewSeconds`) ?? 0} s: run there w32tm /query /status and w32tm /query /source.`,
      ),
      'On the PC: w32tm /stripchart /computer:<domain controller> /samples:3 /dataonly',
      'Where the source is not the domain: w32tm /config /syncfromflags:domhier /update, restart the Windows Time service, then w32tm /resync /rediscover.',
      'On a virtual machine, switch the host’s time synchronisation off for domain members.',
      'The PDC emulator alone follows an outside source.',
    ];
  },
  consequences: 'The clock is moved; jobs and logs of that machine show a jump.',
  rollback: 'Set the former time source with w32tm /config, as w32tm /query /source showed it.',
  verification:
    'w32tm /stripchart shows less than a second against the domain controller, and Outlook starts without a box.',
  source: 'Microsoft, w32tm; RFC 4120',
});
