import { cmdletFamily, type PrintedObject } from '../cmdlet.ts';
import { serverOf } from '../printed/names.ts';

/** A date as Windows writes it: an update is dated by the day. Undefined where day and month may be exchanged. */
function day(object: PrintedObject): string | undefined {
  const text = object.text('InstalledOn') || object.text('Installiert am') || '';
  const iso = (year: string, month: string, date: string): string | undefined => {
    const [m, d] = [Number(month), Number(date)];
    if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(Number(year), m, 0)).getUTCDate()) return undefined;
    return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  };
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(20\d{2})/.exec(text);
  if (dotted !== null) return iso(dotted[3] ?? '', dotted[2] ?? '', dotted[1] ?? '');
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(20\d{2})(.*)$/.exec(text);
  if (slashed === null) return undefined;
  const [, one = '', two = '', year = '', rest = ''] = slashed;
  if (/[AP]M/i.test(rest) || Number(two) > 12) return iso(year, one, two);
  return Number(one) > 12 ? iso(year, two, one) : undefined;
}

export default cmdletFamily({
  id: 'hotfix',
  cmdlets: ['Get-HotFix'],
  reads: ['Source', 'Quelle', 'PSComputerName', 'CSName', 'HotFixID', 'InstalledOn', 'Installiert am'],
  marks: [['HotFixID']],
  read: (object) => {
    const fix = /^KB\d{4,8}$/i.exec(object.text('HotFixID') ?? '')?.[0]?.toLowerCase();
    const server = serverOf(object, 'PSComputerName', 'CSName', 'Source', 'Quelle');
    if (fix === undefined || server === undefined || fix === server) return [];
    const path = `hotfixes[${server}/${fix}]`;
    return [
      ['HotFixID', `${path}.listed`, true],
      [object.has('InstalledOn') ? 'InstalledOn' : 'Installiert am', `${path}.installedAt`, day(object)],
    ];
  },
});
