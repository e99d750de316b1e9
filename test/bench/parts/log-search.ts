import { join } from 'node:path';
import { faultNeedles } from '../../../services/logs/faults.ts';
import { readFields } from '../../../services/logs/read-line.ts';
import { needlesOf } from '../../../services/logs/wanted.ts';
import { logFormat } from '../../lab/windows-host/log-formats.ts';
import { makeUpLogs, type Person } from '../made-up-logs.ts';
import { asRatio, atLeast, inMegabytes, median, part } from '../part.ts';
import { peerHere, searchByPeer, searchByUs } from '../searching.ts';

const bytes = 500e6;
const times = 3;
const her: Person = {
  sam: 'anna',
  address: 'anna@contoso.example',
  sid: 'S-1-5-21-904585925-2899456825-3508988511-29480',
  guid: '0fb2df25-c6bf-4d13-8007-8c61151f75ff',
};

/** What the search looks for in lines of a log. */
function lookedFor(log: string): readonly string[] {
  const format = logFormat(log);
  const separator = format?.style === 'w3c' ? ' ' : ',';
  const fields = readFields(`#Fields: ${format?.fields.join(separator)}`);
  if (fields === undefined) throw new Error(`the lab knows no log ${log}`);
  return [
    ...needlesOf({ ...her, addresses: [her.address], upn: her.address, opened: [] }, fields),
    ...faultNeedles(log === 'iis' ? 'iis' : 'http-proxy', fields),
  ];
}

export default part({
  id: 'log-search',
  title: 'the log search on 500 MB of IIS and HttpProxy logs, beside rg -F',
  limitSeconds: 120,
  run: async ({ folder, row, say }) => {
    const logs = join(folder, 'logs');
    const made = makeUpLogs(logs, bytes, Date.now(), her);
    say(`${made.lines} lines in ${inMegabytes(made.bytes)}`);
    const needles = [...new Set(['iis', 'http-proxy/Mapi'].flatMap(lookedFor))];
    const ours = [];
    for (let count = 0; count <= times; count += 1)
      ours.push(await searchByUs({ folder, folders: made.folders, her, server: 'ex16a' }));
    // The first one read from the disk what the others find in memory.
    const usual = median(ours.slice(1).map(({ ms }) => ms));
    const speed = (ms: number) => made.bytes / 1e6 / (ms / 1000);
    const peak = Math.max(...ours.map((one) => one.peak));
    for (const why of ours[0]?.blind ?? []) say(`not seen: ${why}`);
    say(`${ours[0]?.facts} facts`);
    const figure = `${Math.round(speed(usual))} MB/s, peak ${inMegabytes(peak)}`;
    const peer = peerHere();
    if (peer === undefined) {
      row({
        what: 'log search on 500 MB',
        figure,
        beside: 'not measured: no rg and no grep here',
        ratio: '',
      });
      return;
    }
    for (const [name, options] of [
      ['', []],
      [' -i (as ours)', ['-i']],
    ] as const) {
      const runs = [];
      for (let count = 0; count < times; count += 1)
        runs.push(await searchByPeer(peer, needles, logs, options));
      const ms = median(runs.map((run) => run.ms));
      const theirs = Math.max(...runs.map((run) => run.peak));
      say(`${peer} -F${name}: ${runs[0]?.lines} lines`);
      row({
        what: `log search on ${inMegabytes(made.bytes)} for one person`,
        figure,
        beside: `${peer} -F${name}, the same ${needles.length} needles: ${Math.round(speed(ms))} MB/s, peak ${inMegabytes(theirs)}`,
        ratio: asRatio(speed(usual), speed(ms)),
        ...(name !== '' ? { aim: atLeast(speed(usual) / speed(ms), 0.8, `0.8 × ${peer} -i`) } : {}),
      });
    }
  },
});
