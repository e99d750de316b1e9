import { bringAutodiscoverLog } from '../pasting/autodiscover-log.ts';
import { collecting } from '../pasting/collecting.ts';
import { exchangeable, readTime } from '../pasting/times.ts';
import { reader } from '../reader.ts';

/** `Thread  Tick Count  Date/Time  Description` of olkdisc.log, and lines of the same columns. */
const heading = /^\s{0,9}Thread\s{1,20}Tick ?Count\s{1,20}Date\/Time\s{1,20}Description\s*$/i;
const columns =
  /^\s{0,9}\d{1,10}\s{1,20}\d{1,20}\s{1,20}(\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s\d{1,2}:\d\d:\d\d(?:\.\d{1,6})?(?:\s?[AP]M)?)\s{1,20}(.{3,})$/i;
/** What Outlook's transports write when a server says no. */
const refused =
  /\b(?:HTTP(?:\/1\.1)? ?(?:status|response)?:? ?401|RPC_S_ACCESS_DENIED|ecLoginPerm|MAPI_E_LOGON_FAILED|0x8004011[0-9A-F]|0x80040115)\b/i;

export default reader({
  id: 'outlook-log',
  title: 'lines of Outlook’s own log (olkdisc.log)',
  order: 15,
  read: ({ lines, mailbox, zoneMinutes }) => {
    const found = collecting({ lines });
    const described = lines.map((line) => {
      const [, time, text] = line.length > 4_000 ? [] : (columns.exec(line) ?? []);
      return time === undefined ? '' : `${fourDigits(time)} ${text}`;
    });
    if (described.every((text) => text === '')) return undefined;
    for (const [index, line] of lines.entries())
      if (line.length < 200 && heading.test(line)) found.understood(index + 1, 'headings of Outlook’s log');
    for (const [index, text] of described.entries()) {
      if (text === '') continue;
      if (refused.test(text)) {
        const read = readTime(text, zoneMinutes);
        if (read !== undefined && 'withoutZone' in read) found.withoutZone(index + 1);
        const at = read !== undefined && 'at' in read ? read.at : undefined;
        found.fact(index + 1, 'client.startError', text.replace(/^\S+ \S+(?: [AP]M)? /, '').slice(0, 300), {
          at,
        });
        found.understood(
          index + 1,
          read !== undefined && 'exchangeable' in read
            ? `a refusal in Outlook’s log; ${exchangeable}`
            : 'a refusal in Outlook’s log',
        );
      } else found.ignored(index + 1, 'a line of Outlook’s log that tells nothing of the popup');
    }
    bringAutodiscoverLog(described, mailbox, zoneMinutes, found);
    return found.result();
  },
});

/** Outlook writes years with two digits. */
const fourDigits = (time: string): string =>
  time.replace(/^(\d{1,2}[./-]\d{1,2}[./-])(\d\d)(?=[ ,])/, '$120$2');
