import { z } from 'zod';
import type { Desk, Person } from '../services/desk/types.ts';

const askingSchema = z.object({
  nonce: z.string(),
  mailbox: z.string(),
  displayName: z.string(),
  objectId: z.string(),
  popup: z.string().optional(),
});
const acquaintanceSchema = z.object({
  serviceUrl: z.string(),
  /** The personal chat. */
  conversation: z.string(),
  /** When he was last welcomed, ms since the epoch. */
  welcomedAt: z.number().optional(),
  /** "Is this you?", not answered yet. */
  asking: askingSchema.optional(),
});
/** What the bot remembers of a person: where to reach him in private, and what it asked him. */
export type Acquaintance = z.infer<typeof acquaintanceSchema>;
export type Asking = z.infer<typeof askingSchema>;

/** What is remembered of a person, undefined when he never wrote to us in private. */
export async function recall(desk: Desk, entraId: string): Promise<Acquaintance | undefined> {
  const kept = await desk.conversationOf(entraId);
  const parsed = acquaintanceSchema.safeParse(kept);
  return parsed.success ? parsed.data : undefined;
}

/** Remembers something more of a person; writes only what differs. */
export async function remember(
  desk: Desk,
  person: Person,
  known: Acquaintance | undefined,
  now: Acquaintance,
): Promise<void> {
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(acquaintanceSchema.parse(now))) return;
  await desk.rememberConversation(person, now);
}
