import type { Subject } from '../looking/look.ts';
import { probe } from '../looking/look.ts';
import { frontEndsBehind } from '../looking/names.ts';
import { anonymously, forTheMailbox, type PoxPlace } from '../looking/pox-asking.ts';

interface Asked extends Subject, PoxPlace {
  readonly through: string;
}

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
    const target = { host: subject.host, port: 443, through: subject.through };
    const conversation = clients.conversations.open('autodiscover', target);
    try {
      if (subject.authenticates === true)
        return await forTheMailbox(subject, known, clients, conversation, signal);
      const brought = await anonymously(subject, conversation, signal);
      clients.conversations.leave('autodiscover', target, conversation);
      return brought;
    } catch (error) {
      conversation.close();
      throw error;
    } finally {
      if (subject.authenticates === true) conversation.close();
    }
  },
});
