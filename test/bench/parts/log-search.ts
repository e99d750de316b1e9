import { join } from 'node:path';
import { faultNeedles } from '../../../services/logs/faults.ts';
import { readFields } from '../../../services/logs/read-line.ts';
import { needlesOf } from '../../../services/logs/wanted.ts';
import { logFormat } from '../../lab/windows-host/log-formats.ts';
import { makeUpLogs, type Person } from '../made-up-logs.ts';
import { asRatio, atLeast, atMost, inMegabytes, median, part } from '../part.ts';
import { type LogsSearched, peerHere, searchByPeer, searchByUs } from '../searching.ts';

const bytes = 1e9;
const times = 5;
const her: Person = {
  sam: 'anna',
  address: 'anna@contoso.example',
  sid: 'S-1-5-21-904585925-2899456825-3508988511-29480',
  guid: '0fb2df25-c6bf-4d13-8007-8c61151f75ff',
};

/** Her names as they are written in logs. */
const written = [her.address, `CORP\\${her.sam}`, her.guid, her.sid];

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
  title: 'the log search on 1 GB of IIS and HttpProxy logs, beside rg -F',
  limitSeconds: 240,
  run: async ({ folder, row, say }) => {
    const logs = join(folder, 'logs');
    const made = makeUpLogs(logs, bytes, Date.now(), her);
    say(`${made.lines} lines in ${inMegabytes(made.bytes)}`);
    const needles = [...new Set(['iis', 'http-proxy/Mapi'].flatMap(lookedFor))];
    const peers = [
      { says: `-F -i (case as ours), the same ${needles.length} texts`, texts: needles, options: ['-i'] },
      { says: `-F (case as written), the same ${needles.length} texts`, texts: needles, options: [] },
      { says: '-F, only her address, DOMAIN\\name, GUID and SID as written', texts: written, options: [] },
    ];
    const peer = peerHere();
    const search = () => searchByUs({ folders: made.folders, her, server: 'ex16a' });
    // The first one reads from the disk what the others find in memory.
    const { facts, blind } = await search();
    for (const why of blind) say(`not seen: ${why}`);
    say(`${facts} facts`);
    const ours: LogsSearched[] = [];
    const theirs: number[][] = peers.map(() => []);
    // In turns: what else the machine does meets each of them alike.
    for (let count = 0; count < times; count += 1) {
      ours.push(await search());
      for (const [number, { texts, options }] of (peer === undefined ? [] : peers).entries())
        theirs[number]?.push((await searchByPeer(peer ?? 'rg', texts, logs, options)).ms);
    }
    const speed = (ms: number) => made.bytes / 1e6 / (ms / 1000);
    const usual = speed(median(ours.map(({ ms }) => ms)));
    const peak = Math.max(...ours.map((one) => one.peak));
    const grown = Math.max(...ours.map((one) => one.peak - one.before));
    const what = `log search on ${inMegabytes(made.bytes)} for one person`;
    for (const [number, { says }] of peers.entries()) {
      const beside = speed(median(theirs[number] ?? []));
      row({
        what,
        figure: `${Math.round(usual)} MB/s`,
        beside:
          peer === undefined
            ? 'not measured: no rg and no grep here'
            : `${peer} ${says}: ${Math.round(beside)} MB/s`,
        ratio: peer === undefined ? '' : asRatio(usual, beside),
        ...(peer === undefined || number > 1 ? {} : { aim: atLeast(usual / beside, 0.8, '0.8') }),
      });
    }
    row({
      what: '… memory of the process that searches, at most',
      figure: inMegabytes(peak),
      beside: `when loaded: ${inMegabytes(peak - grown)}`,
      ratio: asRatio(peak, peak - grown),
      aim: atMost(peak, 100e6, '100 MB'),
    });
  },
});
