import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

const recorder = fileURLToPath(new URL('recorder.js', import.meta.url));
/** The longest that anything may take to be rendered. */
const renderMs = 20_000;

/** A person's Teams client in a browser: what one can do there and what one sees. */
export interface Client {
  readonly page: Page;
  readonly say: (text: string) => Promise<void>;
  /** The card that shows a text; waits until one does, and fails with what is rendered instead. */
  readonly sees: (...texts: readonly (string | RegExp)[]) => Promise<Locator>;
  /** The same for a message that is no card. */
  readonly hears: (text: string | RegExp) => Promise<void>;
  /** Every state in which the cards of this client were rendered since it was opened. */
  readonly shown: () => Promise<readonly (readonly string[])[]>;
}

/** Opens the browser in which everybody's clients are. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`there is no ${executablePath}: install Chromium, or set CHROMIUM to where it is`);
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-lcd-text',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens a person's client; nothing but this machine is reached from it. */
export async function openClient(
  browser: Browser,
  url: string,
  before: (page: Page) => Promise<void> = async () => undefined,
): Promise<Client> {
  const context = await browser.newContext({
    viewport: { width: 1_280, height: 1_000 },
    deviceScaleFactor: 1.5,
  });
  await loopbackOnly(context);
  await context.addInitScript({ path: recorder });
  const page = await context.newPage();
  page.setDefaultTimeout(renderMs);
  await before(page);
  await page.goto(url);
  await page.getByRole('button', { name: 'Send Message' }).waitFor();
  const cards = page.locator('.ac-adaptiveCard');
  const within = async (place: Locator, texts: readonly (string | RegExp)[]): Promise<Locator> => {
    const found = texts.reduce((narrowed, hasText) => narrowed.filter({ hasText }), place).last();
    try {
      await found.waitFor();
    } catch (error) {
      const [about = ''] = texts;
      const rendered = await place.filter({ hasText: about }).allInnerTexts();
      const instead = rendered.length === 0 ? 'nothing with the first of these' : rendered.join('\n-----\n');
      throw new Error(`not rendered within ${renderMs / 1000} s: ${texts.join(' with ')}\nbut: ${instead}`, {
        cause: error,
      });
    }
    return found;
  };
  return {
    page,
    async say(text) {
      await page.getByRole('textbox').last().click();
      await page.keyboard.type(text);
      await page.getByRole('button', { name: 'Send Message' }).click();
    },
    sees: (...texts) => within(cards, texts),
    async hears(text) {
      await within(page.getByText(text), []);
    },
    shown: () => page.evaluate<readonly (readonly string[])[]>('window.shownCards'),
  };
}

async function loopbackOnly(context: BrowserContext): Promise<void> {
  await context.route(
    ({ hostname }) => hostname !== 'localhost' && hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
}

/** Presses a button of a card. */
export const press = (card: Locator, name: string): Promise<void> =>
  card.getByRole('button', { name, exact: true }).click();
