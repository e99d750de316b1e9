import { type Conversation, converse, type HttpTarget } from '../protocols/http.ts';
import type { Network } from '../protocols/network.ts';

/** What a conversation is about: one that has spoken of one thing is not used for another. */
export type Topic = 'mapi' | 'autodiscover' | 'ews' | 'oab' | 'outlookAnywhere';
export interface Conversations {
  /** One that was left open after a question without a name, else a new one. Whoever has it closes or leaves it. */
  open(topic: Topic, target: HttpTarget): Conversation;
  /**
   * Leaves a conversation open for a while for the next who asks the same place: a logon then need not connect anew.
   * Only one that nobody has signed in on may be left; each serves one logon.
   */
  leave(topic: Topic, target: HttpTarget, conversation: Conversation): void;
  close(): void;
}

/** Keeps conversations that were left open for so many ms. */
export function createConversations(network: Network, keptMs = 4_000): Conversations {
  const left = new Map<string, Set<Conversation>>();
  let closed = false;
  const keyOf = (topic: Topic, { host, port, through }: HttpTarget) =>
    `${topic} ${host}:${port} ${through ?? ''}`;
  return {
    open: (topic, target) => {
      const kept = left.get(keyOf(topic, target));
      const [first] = kept ?? [];
      if (first === undefined || kept === undefined) return converse(network, target);
      kept.delete(first);
      return first;
    },
    leave: (topic, target, conversation) => {
      // A look that was given up may leave one late: nobody would take it up or close it.
      if (closed) {
        conversation.close();
        return;
      }
      const key = keyOf(topic, target);
      const kept = left.get(key) ?? new Set<Conversation>();
      left.set(key, kept.add(conversation));
      const forget = setTimeout(() => {
        if (kept.delete(conversation)) conversation.close();
      }, keptMs);
      forget.unref();
    },
    close: () => {
      closed = true;
      for (const kept of left.values()) {
        for (const conversation of kept) conversation.close();
        kept.clear();
      }
    },
  };
}
