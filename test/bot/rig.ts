import pino from 'pino';
import { labIdentity } from '../../bot/adapter.ts';
import { labDownloads } from '../../bot/attachments.ts';
import { createConnector } from '../../bot/connector.ts';
import { createBot } from '../../bot/create.ts';
import { startServer } from '../../bot/server.ts';
import { catalogueExample } from '../dialogs/examples.ts';
import { type CardSeen, connectorServer } from './connector-server.ts';
import { deskInMemory } from './desk-in-memory.ts';
import { manualClock } from './manual-clock.ts';
import { readersExample } from './readers-example.ts';

export const people = {
  hanna: { entraId: '11111111-0000-4000-8000-000000000001', name: 'Hanna Helpdesk' },
  aron: { entraId: '11111111-0000-4000-8000-000000000002', name: 'Aron Approver' },
  olga: { entraId: '11111111-0000-4000-8000-000000000003', name: 'Olga Approver' },
  anna: { entraId: '11111111-0000-4000-8000-000000000004', name: 'Anna' },
  otto: { entraId: '11111111-0000-4000-8000-000000000005', name: 'Otto Outsider' },
} as const;
export type Who = keyof typeof people;

interface Answered {
  readonly status: number;
  readonly body: { readonly type?: string; readonly value?: unknown; readonly error?: string } | undefined;
}

/** The whole bot over HTTP: real adapter and server on one side, a recording connector on the other. */
export async function rig() {
  const clock = manualClock();
  const connector = await connectorServer();
  const approvers = [people.aron.entraId, people.olga.entraId];
  const desk = deskInMemory(clock.now, approvers);
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const identity = labIdentity();
  const out = createConnector(identity.authorization);
  const bot = createBot({
    desk,
    connector: out.call,
    catalogue: catalogueExample,
    clock,
    log,
    roles: { helpdesk: [people.hanna.entraId], approvers },
    readers: readersExample,
    downloads: { ...labDownloads, bytesAtMost: 1024 * 1024, withinMs: 500 },
  });
  const server = await startServer({
    identity,
    turns: bot.turns,
    log,
    host: '127.0.0.1',
    port: 0,
    loopbackOnly: true,
  });
  for (const who of Object.keys(people)) {
    connector.members.set(`user-${who}`, {
      id: `user-${who}`,
      userPrincipalName: `${who}@contoso.example`,
      email: `${who}@contoso.example`,
    });
  }
  let count = 0;

  const post = async (raw: string): Promise<Answered> => {
    const response = await fetch(`http://127.0.0.1:${server.port}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: raw,
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const activity = (who: Who, more: object) => {
    count += 1;
    return {
      type: 'message',
      id: `incoming-${count}`,
      channelId: 'msteams',
      serviceUrl: connector.url,
      from: { id: `user-${who}`, name: people[who].name, aadObjectId: people[who].entraId },
      recipient: { id: 'bot', name: 'Popup Desk' },
      conversation: { id: `chat-${who}`, conversationType: 'personal' },
      ...more,
    };
  };
  const send = async (who: Who, more: object): Promise<Answered> => {
    const answered = await post(JSON.stringify(activity(who, more)));
    await bot.idle();
    return answered;
  };

  return {
    clock,
    connector,
    desk,
    lines,
    post,
    activity,
    send,
    idle: bot.idle,
    say: (who: Who, text: string, more: object = {}) => send(who, { text, ...more }),
    press: (
      who: Who,
      button: { readonly verb: string; readonly data: object },
      inputs: object = {},
      replyToId?: string,
    ) =>
      send(who, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId,
        value: {
          action: { type: 'Action.Execute', verb: button.verb, data: { ...button.data, ...inputs } },
          trigger: 'manual',
        },
      }),
    /** Cards that reached a chat, oldest first; an update replaces the one it names. */
    shown(who: Who): readonly { readonly id: string; readonly card: CardSeen }[] {
      const cards = new Map<string, CardSeen>();
      connector.received.forEach((each, index) => {
        const card = each.body.attachments?.[0]?.content;
        if (card === undefined || !each.path.includes(`/conversations/chat-${who}/activities`)) return;
        cards.set(each.method === 'PUT' ? (each.body.id ?? '') : `activity-${index + 1}`, card);
      });
      return [...cards].map(([id, card]) => ({ id, card }));
    },
    texts: (who: Who): readonly string[] =>
      connector.received.flatMap((each) =>
        each.path.includes(`chat-${who}/`) && each.body.text !== undefined ? [each.body.text] : [],
      ),
    async close() {
      await bot.stop();
      await server.close();
      await out.close();
      await connector.close();
    },
  };
}
export type Rig = Awaited<ReturnType<typeof rig>>;
