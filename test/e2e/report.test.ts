import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { recycledBy } from './access-log.ts';
import { type Client, openBrowser, openClient, press } from './clients.ts';
import { type OwnClient, startClientOf } from './own-client.ts';
import { type Product, startProduct } from './product.ts';
import { story } from './scenes.ts';

// A person reports her own popup and has the last word; whoever reports somebody else's learns nothing of it.

/** What a user's card must never name: who decides, and servers. */
const inside = /Aron|Olga|Hanna|ex16a|ex16b|ex10a|dc1|corp\.local|app ?pool/i;

let product: Product;
let browser: Browser;
let hanna: Client;
let aron: Client;
let anna: Client;
let ottos: OwnClient;

beforeAll(async () => {
  browser = await openBrowser();
  product = await startProduct();
  ottos = await startClientOf('Otto Outsider', product);
  hanna = await openClient(browser, product.client('helpdesk'));
  aron = await openClient(browser, product.client('approver'));
  anna = await openClient(browser, product.client('user'));
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await ottos?.stop();
  await product?.stop();
});

const scene = story();

scene('a newcomer is welcomed and told what to say', async () => {
  const welcome = await anna.sees('I never ask for your password');
  expect(await welcome.innerText()).toContain('Outlook keeps asking for my password');
});

scene('a person who reports a popup is asked once whether the mailbox is hers', async () => {
  await anna.say('outlook keeps asking for my password');
  const question = await anna.sees('Is this you?');
  expect(await question.innerText()).toContain('anna@contoso.example');
  await press(question, 'Yes, that’s me');
  await press(await anna.sees('PD-1', 'What do you see?'), 'Send');
  const card = await anna.sees('PD-1', 'What is going on');
  expect(await card.innerText()).toContain('What to do now');
});

// The cause is a server's, so nobody has to press anything for that.
scene('it goes to the helpdesk, who see everything', async () => {
  await anna.sees('PD-1', 'The helpdesk has your case');
  const card = await hanna.sees('PD-1', 'Handed to the helpdesk by Anna');
  expect(await card.innerText()).toMatch(/(CONFIRMED|LIKELY) CAUSE[\s\S]+autodiscover-apppool-cache/);
});

scene('two presses on Approve are one approval, and the second is answered kindly', async () => {
  const card = await hanna.sees('PD-1', 'Request recycle');
  await press(card, 'Request recycle');
  await card.getByRole('textbox').fill('Anna reported it herself.');
  await press(card, 'Send to the approvers');
  const approval = await aron.sees('Your approval is asked', 'PD-1');
  await approval.getByRole('button', { name: 'Approve', exact: true }).dblclick();
  await aron.sees('PD-1', 'SERVER SIDE CLEAN');
  const cards = (await aron.shown()).flat();
  expect(cards.filter((text) => text.includes('Not done: It was approved by Aron Approver at '))).not.toEqual(
    [],
  );
  expect(recycledBy(product.log.since(0))).toEqual(['ex16a', 'ex16b']);
});

scene('she is told that it is done, and her word settles it for everybody', async () => {
  await anna.hears(/PD-1: the repair is done/);
  await press(await anna.sees('PD-1', 'The repair is done'), 'It’s gone');
  await anna.sees('PD-1', 'You told me that it is gone');
  const text = await (await hanna.sees('PD-1', 'FIXED')).innerText();
  expect(text).toContain('The user says: it is gone.');
  await aron.sees('PD-1', 'FIXED');
});

scene('none of her cards ever named an approver or a server', async () => {
  for (const cards of await anna.shown()) for (const card of cards) expect(card).not.toMatch(inside);
});

scene('her report of somebody else’s mailbox goes to the helpdesk and shows her no verdict', async () => {
  await anna.say('diagnose ines@contoso.example');
  await anna.sees('passed your report to the helpdesk', 'ines@contoso.example');
  const card = await hanna.sees('ines@contoso.example', 'Handed to the helpdesk by Anna', 'CAUSE');
  expect(await card.innerText()).toContain('account-locked');
  const texts = (await anna.shown()).flat().filter((text) => text.includes('ines@'));
  for (const text of texts) expect(text).not.toMatch(/lock|CAUSE|going on/i);
});

scene('somebody without a mailbox who names hers learns nothing either', async () => {
  const otto = await openClient(browser, ottos.url);
  await otto.say('anna@contoso.example');
  await otto.sees('passed your report to the helpdesk', 'anna@contoso.example');
  await hanna.sees('anna@contoso.example', 'Handed to the helpdesk by Otto Outsider');
  for (const cards of await otto.shown())
    for (const card of cards) expect(card).not.toMatch(/CAUSE|going on|moved|Request recycle/);
});
