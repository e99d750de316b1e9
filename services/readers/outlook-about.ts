import { collecting } from '../pasting/collecting.ts';
import { reader } from '../reader.ts';

const named =
  /\bMicrosoft[®(R) ]{0,6}\s?Outlook[®(R) ]{0,6}.{0,60}?\((?:Version \w{4,6} Build )?(1[2456]\.0\.\d{3,5}(?:\.\d{1,5})?)\)/i;
const office = /^\s{0,20}(?:\S{1,40} ){0,3}Version \w{4,6} \(?(?:Build|build) (\d{4,5}\.\d{4,5})\b.{0,60}$/;

export default reader({
  id: 'outlook-about',
  title: 'the version line of Outlook (About Outlook, Office Account)',
  order: 36,
  read: (pasted) => {
    const found = collecting(pasted);
    for (const [index, line] of pasted.lines.entries()) {
      if (line.length > 300 || !/version|outlook/i.test(line)) continue;
      const own = named.exec(line)?.[1];
      // Office writes the build of its present versions without the 16.0 before it.
      const short = own === undefined ? office.exec(line)?.[1] : undefined;
      const build = own ?? (short === undefined ? undefined : `16.0.${short}`);
      if (build === undefined) continue;
      found.fact(index + 1, 'client.outlookBuild', build);
      found.understood(index + 1, 'version of Outlook');
    }
    return found.result();
  },
});
