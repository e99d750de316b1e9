import type { Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind } from '../looking/names.ts';
import { anonymously, forTheMailbox, type PoxPlace } from '../looking/pox-asking.ts';
import { converse } from '../protocols/http.ts';

interface Asked extends Subject, PoxPlace {}

export default probe<Asked>({
  id: 'autodiscover',
  title: 'Autodiscover on each front end',
  needs: ['servers.exchange', 'scp', 'vdirs', 'mailbox.primarySmtp'],
  brings: ['autodiscover'],
  deadlineMs: 15_000,
  subjects: (known) =>
    frontEndsBehind(known, 'autodiscover').flatMap(({ key, host, node }): Asked[] => {
      const asked = { at: key, host, through: node.fqdn, brings: [`autodiscover[${key}]`] };
      return [
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
