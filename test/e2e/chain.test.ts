import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { autodiscoverOf, isRecycle, processesOf, recycledBy, searchesFor } from './access-log.ts';
import { type Client, openBrowser, openClient, press } from './clients.ts';
import { picture } from './pictures.ts';
import { type Product, startProduct } from './product.ts';
import { story } from './scenes.ts';

// What is asserted here was rendered in a browser or reached the lab's servers, nothing else: the store's word counts for nothing.

const anna = 'anna@contoso.example';
/** The default world some way off, so that there is something to count while it looks. */
const far = fileURLToPath(new URL('far.json', import.meta.url));
const nodes = ['ex16a', 'ex16b'] as const;
/** What the browser shows of her Autodiscover on the node that holds the old location. */
const status = /Autodiscover on ex16b, answer: *(\d+) *→ *(\d+)/;

let product: Product;
let browser: Browser;
let hanna: Client;
let aron: Client;
/** Aron's client in a second window: from a moment on it is told nothing new. */
let secondWindow: Client;
let secondWindowHears = true;
let asked = 0;
let approved = 0;

beforeAll(async () => {
  browser = await openBrowser();
  product = await startProduct('--lab', far);
  hanna = await openClient(browser, product.client('helpdesk'));
  aron = await openClient(browser, product.client('approver'));
  secondWindow = await openClient(browser, product.client('approver'), async (page) => {
    await page.routeWebSocket(/_ws_conversation/, (socket) => {
      const client = socket.connectToServer();
      client.onMessage((message) => {
        if (secondWindowHears) socket.send(message);
      });
    });
  });
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const scene = story();

scene('a message is answered by one card that counts the looks and then becomes the verdict', async () => {
  asked = product.log.mark();
  await hanna.say(`diagnose ${anna}`);
  await hanna.sees('PD-1', /(CONFIRMED|LIKELY) CAUSE/);
  const states = (await hanna.shown()).map((cards) => cards.filter((card) => card.includes('PD-1')));
  expect(Math.max(...states.map((cards) => cards.length))).toBe(1);
  const counts = states.flatMap(([card = '']) => {
    const [, done, total] = /Looking… (\d+) of (\d+) looks done/.exec(card) ?? [];
    return done === undefined ? [] : [{ done: Number(done), total: Number(total) }];
  });
  expect(counts.some(({ done, total }) => done > 0 && done < total)).toBe(true);
  expect(counts.map(({ done }) => done)).toEqual(counts.map(({ done }) => done).toSorted((a, b) => a - b));
});

scene('the verdict says why, what is against it, what was not seen and what would change it', async () => {
  const card = await hanna.sees('PD-1', 'CAUSE');
  const text = await card.innerText();
  expect(text).toMatch(
    /autodiscover-apppool-cache\s+Next step: [\s\S]+\sRequest recycle\s[\s\S]+\sWHY\s[\s\S]+\sAGAINST\s[\s\S]+\sNOT SEEN\s[\s\S]+\sWOULD CHANGE MY MIND\s[\s\S]+\sALSO CONSIDERED\s/,
  );
  expect(text).toMatch(/Moved .*\d\d:\d\d UTC, \d+ h before/);
  expect(text).toMatch(
    /the request for anna@contoso\.example was sent to ex10a \(302.+302 · ex16b http-proxy log · \d+ /,
  );
  await picture(card, 'verdict');
});

scene('what it shows was looked at: in the directory, and on every front end', async () => {
  const reached = product.log.since(asked);
  expect(searchesFor(reached, anna)).not.toHaveLength(0);
  expect(autodiscoverOf(reached, 'ex16a', anna)).toEqual([200]);
  expect(autodiscoverOf(reached, 'ex16b', anna)).toEqual([302]);
  const text = await (await hanna.sees('PD-1', 'CAUSE')).innerText();
  expect(text).toMatch(/302 · ex16b, POST Autodiscover · now/);
});

scene('a recycle is requested on the card, and asked of another person', async () => {
  const card = await hanna.sees('PD-1', 'Request recycle');
  await press(card, 'Command');
  expect(await card.innerText()).toContain("Restart-WebAppPool -Name 'MSExchangeAutodiscoverAppPool'");
  await press(card, 'Request recycle');
  await card.getByRole('textbox').fill('Anna cannot work, and two more called.');
  await press(card, 'Send to the approvers');
  await hanna.sees('PD-1', 'WAITING – for an approver');
  const approval = await aron.sees('Your approval is asked', 'PD-1');
  const text = await approval.innerText();
  expect(text).toContain('Asked by Hanna Helpdesk: Anna cannot work, and two more called.');
  for (const part of ['WHAT EXACTLY', 'WHY', 'AGAINST', 'IMPACT', 'Expires']) expect(text).toContain(part);
  await picture(approval, 'approval');
  await press(approval, 'Details');
  for (const part of ['IF WE DO NOTHING', 'WAY BACK']) expect(await approval.innerText()).toContain(part);
  await secondWindow.sees('Your approval is asked', 'PD-1');
  secondWindowHears = false;
});

scene('the requester is not offered to approve, and a forged press of hers does nothing', async () => {
  expect(await hanna.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  // Her own button, with another verb put in on the way: the case and the nonce are right.
  await hanna.page.route(
    /_conversation\/v1\/invoke$/,
    (route, request) =>
      route.continue({ postData: request.postData()?.replaceAll('withdraw', 'approve') ?? '' }),
    { times: 1 },
  );
  await press(await hanna.sees('WAITING – for an approver'), 'Withdraw request');
  await hanna.hears(/Only approvers decide about a repair, and you are not one of them/);
  await aron.sees('Your approval is asked', 'PD-1');
});

scene(
  'after the approval every front end is recycled once, one after the other, each looked at before the next',
  async () => {
    approved = product.log.mark();
    expect(recycledBy(product.log.since(0))).toEqual([]);
    await press(await aron.sees('Your approval is asked'), 'Approve');
    await aron.sees('PD-1', /SERVER SIDE CLEAN/);
    const reached = product.log.since(approved);
    expect(recycledBy(reached)).toEqual(nodes);
    const [first = -1, second = -1] = reached.flatMap((entry, index) => (isRecycle(entry) ? [index] : []));
    expect(
      reached
        .slice(first, second + 1)
        .filter(isRecycle)
        .map(({ status }) => status),
    ).toEqual([200, 200]);
    expect(autodiscoverOf(reached.slice(first, second), 'ex16a', anna)).toContain(200);
  },
);

scene('each step names the process that ended and the one that began, as the lab knows them', async () => {
  for (const client of [hanna, aron]) {
    const text = await (await client.sees('PD-1', 'OK – ex16b')).innerText();
    for (const node of nodes) {
      const [before, after] = processesOf(product.log.since(0), node);
      expect(text).toMatch(
        new RegExp(`OK – ${node}: .+ process ${before} → ${after}; .+ ${node} answers 200`),
      );
    }
  }
});

scene(
  'then the same facts are looked at again, and what is shown of them is what the servers said',
  async () => {
    const reached = product.log.since(approved);
    const after = reached.slice(reached.findLastIndex(isRecycle));
    // Once by the worker, before it calls the last step good, and once more to verify the whole.
    expect(searchesFor(after, anna).length).toBeGreaterThanOrEqual(2);
    for (const node of nodes) {
      const statuses = autodiscoverOf(after, node, anna);
      expect(statuses.length).toBeGreaterThanOrEqual(2);
      expect(new Set(statuses)).toEqual(new Set([200]));
    }
    for (const client of [hanna, aron]) {
      const text = (await (await client.sees('PD-1', 'Before and after')).innerText()).replaceAll(
        /\s+/g,
        ' ',
      );
      expect(Number(status.exec(text)?.[1])).toBe(
        autodiscoverOf(product.log.since(asked).slice(0, approved - asked), 'ex16b', anna).at(-1),
      );
      expect(Number(status.exec(text)?.[2])).toBe(autodiscoverOf(after, 'ex16b', anna).at(-1));
    }
  },
);

scene(
  'the helpdesk’s and the approver’s cards show the end and who decided; there is still one of each',
  async () => {
    for (const client of [hanna, aron]) {
      const text = await (await client.sees('PD-1', 'SERVER SIDE CLEAN')).innerText();
      expect(text).toContain('Asked by Hanna Helpdesk');
      expect(text).toContain('Approved by Aron Approver');
      const most = (await client.shown()).map(
        (cards) => cards.filter((card) => card.includes('PD-1')).length,
      );
      expect(Math.max(...most)).toBe(1);
    }
    await hanna.hears('PD-1: SERVER SIDE CLEAN');
  },
);

scene('a late press on a card that was told nothing is answered kindly and does nothing', async () => {
  const before = recycledBy(product.log.since(0));
  const stale: Locator = await secondWindow.sees('Your approval is asked');
  secondWindowHears = true;
  await press(stale, 'Approve');
  await secondWindow.sees(/Not done: It was approved by Aron Approver at /);
  expect(recycledBy(product.log.since(0))).toEqual(before);
});
