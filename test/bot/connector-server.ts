import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  // What the bot sent, as it arrived: tests look into it freely.
  readonly body: Activity;
}
interface Activity {
  readonly id?: string;
  readonly text?: string;
  readonly summary?: string;
  readonly attachments?: readonly { readonly content: CardSeen }[];
  readonly members?: readonly { readonly id: string }[];
}
export interface CardSeen {
  readonly type: string;
  readonly fallbackText: string;
  readonly body: readonly unknown[];
  readonly actions?: readonly unknown[];
}
export interface Scripted {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A Bot Connector on loopback that records what reaches it; answers may be scripted, first come first served. */
export async function connectorServer() {
  const received: Received[] = [];
  const scripted: Scripted[] = [];
  const members = new Map<string, unknown>();
  const server = createServer((request, response) => {
    void body(request).then((text) => {
      const path = decodeURIComponent(request.url ?? '');
      const arrived = received.push({
        method: request.method ?? '',
        path,
        body: text === '' ? {} : JSON.parse(text),
      });
      const script = scripted.shift();
      const member = /\/members\/(.+)$/.exec(path)?.[1];
      const status = script?.status ?? (member === undefined || members.has(member) ? 200 : 404);
      response.writeHead(status, { 'content-type': 'application/json', ...script?.headers });
      const usual = member === undefined ? { id: `activity-${arrived}` } : members.get(member);
      response.end(JSON.stringify(script?.body ?? usual ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP listener has a port
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    scripted,
    members,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** All text of a card as a reader sees it, one element a line; buttons in brackets. */
export function textOf(card: unknown): string {
  const lines: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const element = node as Record<string, unknown>;
    if (element.type === 'TextBlock') lines.push(String(element.text));
    if (element.type === 'RichTextBlock') {
      lines.push((element.inlines as { text: string }[]).map(({ text }) => text).join(''));
    }
    if (String(element.type).startsWith('Input.')) lines.push(`<${String(element.label)}>`);
    if (typeof element.type === 'string' && element.type.startsWith('Action.'))
      lines.push(`[${String(element.title)}]`);
    walk(element.body);
    walk(element.items);
    walk(element.card);
    walk(element.actions);
  };
  walk(card);
  return lines.join('\n');
}

interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, string>>;
}
/** Every button of a card that sends something, by title. */
export function buttonsOf(card: unknown): ReadonlyMap<string, Button> {
  const found = new Map<string, Button>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const element = node as Record<string, unknown>;
    if (element.type === 'Action.Execute') found.set(String(element.title), element as unknown as Button);
    for (const [key, each] of Object.entries(element)) if (key !== 'fallback') walk(each);
  };
  walk(card);
  return found;
}
