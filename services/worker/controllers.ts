import { equals } from '../directory/directory.ts';
import { type Look, probe } from '../looking/look.ts';

/**
 * A look that asks every configured domain controller for itself where a mailbox lives. It serves the check before a
 * recycle: a front end that asks a controller without the new location would hold the old one again.
 */
export function homeServerOnEach(controllers: readonly string[]): Look {
  return probe({
    id: 'home-server-on-each-controller',
    title: 'Where each domain controller says the mailbox is',
    needs: [],
    brings: ['mailbox'],
    deadlineMs: 10_000,
    subjects: () => controllers.map((url) => ({ key: url, shared: false, brings: ['mailbox.server'] })),
    run: async ({ key }, known, { directory }, signal) => {
      const { hostname, port } = new URL(key);
      const controller = directory.at(hostname, port === '' ? 636 : Number(port));
      const { domain } = await controller.root(signal);
      const { by, entries } = await controller.search(
        {
          base: domain,
          scope: 'sub',
          filter: equals('proxyAddresses', `smtp:${known.mailbox}`),
          attributes: ['msExchHomeServerName'],
          sizeLimit: 2,
        },
        signal,
      );
      const [entry] = entries;
      const name = entry?.text('msExchHomeServerName');
      if (entry === undefined || entries.length > 1 || name === undefined) {
        throw new Error(`${by} does not say where ${known.mailbox} is`);
      }
      // legacyExchangeDN of the server: …/cn=Configuration/cn=Servers/cn=EX16A ([MS-OXOABK] 2.2.4).
      const server = (name.split('=').at(-1) ?? name).toLowerCase();
      return {
        facts: [
          { fact: 'mailbox.server', value: server, from: 'directory', source: `${by} msExchHomeServerName` },
        ],
      };
    },
  });
}
