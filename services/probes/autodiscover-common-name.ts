import type { Known, Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { throughCommonNames } from '../looking/names.ts';
import { anonymously, forTheMailbox, type PoxPlace } from '../looking/pox-asking.ts';
import { converse } from '../protocols/http.ts';

interface Asked extends Subject, PoxPlace {}

/**
 * The mailbox's own question on the way of clients, where no front end could be reached by itself: it costs a logon for
 * every person, and each front end's own answer tells more. What the name offers to nobody is a step of the lookup.
 */
export default probe<Asked>({
  id: 'autodiscover-common-name',
  title: 'Autodiscover through its common name',
  needs: ['servers.exchange', 'scp', 'vdirs', 'mailbox.primarySmtp', 'autodiscover.protocols'],
  brings: ['autodiscover.frontEnd'],
  deadlineMs: 12_000,
  subjects: (known) =>
    throughCommonNames(known, 'autodiscover').flatMap(({ key, host }): Asked[] => {
      const asked = { at: key, host, brings: [`autodiscover[${key}]`] };
      return isAnswered(known, host)
        ? []
        : [
            { ...asked, key, shared: true },
            { ...asked, key: `${key} for the mailbox`, shared: false, authenticates: true },
          ];
    }),
  run: async (subject, known, clients, signal) => {
    const conversation = converse(clients.network, { ...subject, port: 443 });
    try {
      return subject.authenticates === true
        ? await forTheMailbox(subject, known, clients, conversation, signal)
        : await anonymously(subject, conversation, signal);
    } finally {
      conversation.close();
    }
  },
});

const isAnswered = (known: Known, host: string): boolean =>
  known
    .keys('autodiscover')
    .some(
      (key) =>
        key.startsWith(`${host}@`) &&
        !key.includes('/') &&
        known.get(`autodiscover[${key}].status`) !== undefined,
    );
