import { z } from 'zod';
import { type RoleList, type Roles, rolesOf } from '../dialogs/roles.ts';
import type { Person } from '../services/desk/types.ts';
import { minutesOf } from '../services/pasting/times.ts';
import { attachmentsSchema } from './attachments.ts';
import type { Place } from './sending.ts';

const account = z.looseObject({
  id: z.string().max(300),
  name: z.string().max(300).nullish(),
  aadObjectId: z.string().max(100).nullish(),
});

/** What of an incoming activity we rely on; the rest passes through to botbuilder unread. */
export const activitySchema = z.looseObject({
  type: z.string().max(50),
  id: z.string().max(300).nullish(),
  name: z.string().max(100).nullish(),
  channelId: z.string().max(50),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id: z.string().min(1).max(500),
    conversationType: z.string().max(50).nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: z.string().max(100).nullish(),
  }),
  /** Bounded by the body that the listener takes; what is longer than a message of Teams is answered in words. */
  text: z.string().nullish(),
  attachments: attachmentsSchema.nullish(),
  value: z.unknown().optional(),
  action: z.string().max(50).nullish(),
  replyToId: z.string().max(300).nullish(),
  /** The sender's clock, with its offset. */
  localTimestamp: z.string().max(40).nullish(),
  membersAdded: z.array(account).nullish(),
});
export type IncomingActivity = z.infer<typeof activitySchema>;

/** Who speaks, where, and what he may. */
export interface Turn {
  readonly person: Person;
  readonly roles: Roles;
  readonly place: Place;
  readonly personal: boolean;
  /** The channel's own ids, for opening a personal chat. */
  readonly userId: string;
  readonly botId: string;
  readonly tenantId: string | undefined;
  /** Minutes east of UTC of the speaker's clock, where Teams tells. */
  readonly zoneMinutes: number | undefined;
}

/** The turn of an activity; undefined when Teams does not say who it is or he is of another tenant. */
export function turnOf(
  activity: IncomingActivity,
  roleList: RoleList,
  tenant: string | undefined,
): Turn | undefined {
  const entraId = activity.from.aadObjectId ?? '';
  const tenantId = activity.conversation.tenantId ?? undefined;
  if (entraId === '' || (tenant !== undefined && tenantId !== tenant)) return undefined;
  const type = activity.conversation.conversationType ?? '';
  return {
    person: { entraId, name: activity.from.name ?? 'Somebody' },
    roles: rolesOf(entraId, roleList),
    place: { serviceUrl: activity.serviceUrl, conversation: activity.conversation.id },
    personal: type === 'personal' || (type === '' && activity.conversation.isGroup !== true),
    userId: activity.from.id,
    botId: activity.recipient.id,
    tenantId,
    zoneMinutes: minutesOf(/[+-]\d\d:\d\d$/.exec(activity.localTimestamp ?? '')?.[0] ?? ''),
  };
}
