import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { autodiscoverOf, searchesFor } from './access-log.ts';
import { type Client, openBrowser, openClient, press } from './clients.ts';
import { picture } from './pictures.ts';
import { type Product, startProduct } from './product.ts';
import { story } from './scenes.ts';

// A user whose servers are well tells of his popup: what he answers, and what the helpdesk pastes, is what moves the verdict.

const jonas = 'jonas@contoso.example';
const world = fileURLToPath(new URL('jonas.json', import.meta.url));
/** A secret that stands in what is pasted, and must be shown nowhere. */
const secret = 'Sommer2026!';

let product: Product;
let browser: Browser;
let hanna: Client;
let user: Client;

beforeAll(async () => {
  browser = await openBrowser();
  product = await startProduct('--lab', world);
  hanna = await openClient(browser, product.client('helpdesk'));
  user = await openClient(browser, product.client('user'));
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const scene = story();
/** What Jonas knows of his popup, by what the question is about. */
const answers: readonly (readonly [RegExp, RegExp])[] = [
  [/Remember my credentials/, /I ticked it/],
  [/on another PC/, /^Yes, there it works/],
];
const questionIn = async (card: Locator): Promise<string> =>
  /One question that would help\s+(.+)/.exec(await card.innerText())?.[1] ?? '';
/** The list of a form's field. */
const field = (form: Locator, name: string): Locator => form.getByRole('combobox', { name });
async function choose(form: Locator, name: string, choice: string): Promise<void> {
  await field(form, name).click();
  await form.page().getByRole('option', { name: choice, exact: true }).click();
}
const textOf = async (card: Locator): Promise<string> => (await card.innerText()).replaceAll(/\s+/g, ' ');

scene('his words open one form while the looks begin, with what he said chosen in it', async () => {
  const asked = product.log.mark();
  await user.say('outlook asks for a password all the time');
  await press(await user.sees('Is this you?', jonas), 'Yes, that’s me');
  const form = await user.sees('PD-1', 'What do you see?');
  await expectSoon(async () => searchesFor(product.log.since(asked), jonas).length > 0);
  expect(await field(form, 'Which box do you see first?').inputValue()).toMatch(/^"Windows Security"/);
  await picture(form, 'report-form');
});

scene('what he types into it stays, however many looks end meanwhile', async () => {
  const form = await user.sees('PD-1', 'What do you see?');
  await choose(form, 'Since when?', 'For some days');
  await choose(form, 'Does web mail work?', 'Yes, web mail works');
  await choose(form, 'Do you have other mailboxes open in Outlook?', 'None, only my own');
  await expectSoon(async () => autodiscoverOf(product.log.since(0), 'ex16b', jonas).length > 0);
  expect(await field(form, 'Since when?').inputValue()).toBe('For some days');
  await press(form, 'Send');
});

scene('the same card becomes his verdict, with one question below it', async () => {
  const card = await user.sees('PD-1', 'What is going on', 'One question that would help');
  const text = await textOf(card);
  expect(text).toContain('I found nothing on our side that explains the popup.');
  for (const name of ['It’s gone', 'Still there', 'Talk to helpdesk', 'Send answer'])
    expect(await card.getByRole('button', { name, exact: true }).count()).toBe(1);
  expect(text).not.toMatch(/ex16a|ex16b|dc1|corp\.local|cached-credentials/);
  const most = (await user.shown()).map((cards) => cards.filter((each) => each.includes('PD-1')).length);
  expect(Math.max(...most)).toBe(1);
  await picture(card, 'question');
});

scene('what he does not know is not asked again; what he knows is weighed at once', async () => {
  const asked: string[] = [];
  for (;;) {
    const card = await user.sees('PD-1', 'One question that would help');
    const question = await questionIn(card);
    expect(asked).not.toContain(question);
    asked.push(question);
    const known = answers.find(([about]) => about.test(question))?.[1];
    await card.getByRole('radio', { name: known ?? 'I don’t know' }).check();
    await press(card, 'Send answer');
    if (known !== undefined) break;
    await expectSoon(async () => (await questionIn(await user.sees('PD-1'))) !== question);
  }
  await user.sees('PD-1', 'Your answer made some causes more or less likely');
});

scene(
  'the helpdesk gets the case with everything that he told, and sees what his answer changed',
  async () => {
    await press(await user.sees('PD-1', 'What is going on'), 'Talk to helpdesk');
    await user.sees('PD-1', 'The helpdesk has your case PD-1');
    const card = await hanna.sees('PD-1', 'Handed to the helpdesk by Jonas');
    const text = await textOf(card);
    for (const told of [
      'which box appears: credential',
      'since when it appears',
      'whether web mail works: yes',
      'other mailboxes that are opened: none',
    ])
      expect(text).toContain(told);
    expect(text).toMatch(/Jonas’s answer changed: cached-credentials unlikely → possible/);
    expect(text).toMatch(/jonas@contoso\.example .*Exchange 2016.* Moved .* POSSIBLE/);
    await picture(card, 'handed-over');
  },
);

scene(
  'a log line that she sends with the case’s number is read, and moves the verdict for both',
  async () => {
    const at = new Date(Date.now() - 20 * 60_000).toISOString().slice(0, 16).replace('T', ' ');
    await hanna.say(
      `paste PD-1 ${at}:00 10.0.0.11 POST /autodiscover/autodiscover.xml - 443 CORP\\jonas 10.20.5.38 Microsoft+Office/16.0+(Windows+NT+10.0;+Microsoft+Outlook+16.0.17928;+Pro) - 401 1 1326 15`,
    );
    const read = await hanna.sees('What I read', 'UNDERSTOOD');
    expect(await textOf(read)).toMatch(
      /CHANGED • cached-credentials possible → likely UNDERSTOOD • line 1: requests of an IIS log/,
    );
    await picture(read, 'pasted');
    const verdict = await hanna.sees('PD-1', 'LIKELY CAUSE', 'cached-credentials');
    expect(await textOf(verdict)).toMatch(
      /Hanna Helpdesk’s pasted text changed: cached-credentials possible → likely/,
    );
    const his = await textOf(await user.sees('PD-1', 'This PC has stored an old password'));
    expect(his).toContain('The helpdesk’s pasted text changed this: possible → likely.');
  },
);

scene(
  'what the PC keeps, pasted on the card, confirms it; a password in it is cut, and she is told',
  async () => {
    const card = await hanna.sees('PD-1', 'LIKELY CAUSE');
    await press(card, 'Paste evidence');
    await card
      .getByLabel('Output of a command, log lines, what a box says')
      .fill(
        [
          '    Target: LegacyGeneric:target=MicrosoftOffice16_Data:SSPI:jonas@contoso.example',
          '    Type: Generic',
          '    User: jonas@contoso.example',
          'lorem ipsum',
          `cmdkey /add:mail.contoso.example /user:jonas /pass:${secret}`,
        ].join('\n'),
      );
    await press(card, 'Read it');
    const read = await textOf(
      await hanna.sees('What I read', 'Read as one with what you pasted before: 2 parts'),
    );
    expect(read).toMatch(/Cut before anything was read or kept: password in line 5\. Change it/);
    expect(read).toMatch(/CHANGED • cached-credentials likely → confirmed/);
    expect(read).toMatch(/IGNORED .*not known to any reader/);
    const verdict = await hanna.sees('PD-1', 'CONFIRMED CAUSE', 'cached-credentials');
    expect(await textOf(verdict)).toContain(
      'Windows Credential Manager on this PC holds an old password or name, and Outlook goes on using it.',
    );
    await picture(verdict, 'confirmed');
    const most = (await hanna.shown()).map(
      (cards) => cards.filter((each) => /PD-1[\s\S]*(CAUSE|POSSIBLE)/.test(each)).length,
    );
    expect(Math.max(...most)).toBe(1);
  },
);

scene('his word ends it for both, and no secret was ever shown', async () => {
  await press(await user.sees('PD-1', 'This PC has stored an old password'), 'It’s gone');
  await user.sees('PD-1', 'You told me that it is gone');
  await hanna.sees('PD-1', 'The user says: it is gone.');
  const shown = JSON.stringify([await hanna.shown(), await user.shown()]);
  expect(shown).not.toContain(secret);
});

/** Waits until something is so; what it waits for is the lab's own log. */
async function expectSoon(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error('it did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
