import { collecting } from '../pasting/collecting.ts';
import { iisSettings } from '../printed/iis-section.ts';
import { reader } from '../reader.ts';

export default reader({
  id: 'iis-sections',
  title: 'settings of IIS directories (appcmd list config, applicationHost.config)',
  order: 35,
  read: (pasted) => {
    const { settings, others, understood, server } = iisSettings(pasted.lines);
    if (settings.length === 0) return undefined;
    const found = collecting(pasted);
    for (const line of understood) {
      if (server !== undefined) found.understood(line, `IIS of ${server}`);
      else
        found.ignored(
          line,
          'settings of IIS whose server is not named: put the output of hostname above it, or run it in a session whose prompt names the server',
        );
    }
    for (const line of others) found.ignored(line, 'settings of IIS that explain no popup');
    const [first] = understood;
    if (server === undefined) {
      // One line is taken, so that the text is not told to be unknown.
      if (first !== undefined) found.understood(first, 'settings of IIS');
      return found.result();
    }
    for (const { directory, leaf, value, line } of settings)
      found.fact(line, `iis[${server}/${directory}].${leaf}`, value);
    return found.result();
  },
});
