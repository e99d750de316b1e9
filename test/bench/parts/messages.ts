import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { BotAsked } from '../bot-process.ts';
import { type Listening, memoryOf, startListening } from '../child.ts';
import { atRate, type Say, sink, someIds, speakers, throughput } from '../load.ts';
import { asRatio, atMost, type Bench, inMegabytes, inMs, median, part, percentile } from '../part.ts';
import { openStoreToMeasure, type StoreToMeasure } from '../stores.ts';

const perSecond = 100;
const seconds = 10;
const atOnce = 16;
const throughputSeconds = 5;
const people = someIds(200);

interface Taken {
  readonly p50: number;
  readonly p99: number;
  /** Acknowledged a second. */
  readonly most: number;
}

export default part({
  id: 'messages',
  title: `POST /api/messages at ${perSecond} a second, beside a bare echo bot`,
  limitSeconds: 120,
  run: async (bench) => {
    const connector = await sink();
    try {
      const echo = await measured(await startListening('./echo-bot.ts', {}), connector.url, () => 'hello');
      for (const name of ['PGlite', 'PostgreSQL'] as const) {
        const store = await openStoreToMeasure(name);
        if (typeof store === 'string') {
          bench.row({ what: `acknowledged, on ${name}`, figure: 'not measured', beside: store, ratio: '' });
          continue;
        }
        try {
          await onStore(store, connector.url, echo, bench);
        } finally {
          await store.close();
        }
      }
    } finally {
      connector.close();
    }
  },
});

async function onStore(
  store: StoreToMeasure,
  connector: string,
  echo: Taken,
  { folder, row }: Bench,
): Promise<void> {
  const asked: BotAsked = {
    folder: mkdtempSync(join(folder, 'bot-')),
    database: store.database,
    helpdesk: people,
  };
  let cases = 0;
  const opening = () => {
    cases += 1;
    return `diagnose user${cases % 200}@contoso.example`;
  };
  const greeting = await measured(await startListening('./bot-process.ts', asked), connector, () => 'hello');
  let peak: number | undefined;
  const bot = await startListening('./bot-process.ts', asked);
  const diagnosing = await measured(bot, connector, opening, () => {
    peak = memoryOf(bot.child.pid ?? 0)?.peak;
  });
  for (const [what, taken] of [
    ['“diagnose …” (opens a case)', diagnosing],
    ['“hello”', greeting],
  ] as const) {
    row({
      what: `${what} acknowledged at ${perSecond} a second, on ${store.name}`,
      figure: `p50 ${inMs(taken.p50)}, p99 ${inMs(taken.p99)}`,
      beside: `echo bot: p50 ${inMs(echo.p50)}, p99 ${inMs(echo.p99)}`,
      ratio: asRatio(taken.p99, echo.p99),
      aim: atMost(taken.p99, 100, 'p99 100 ms'),
    });
    row({
      what: `… at most, ${atOnce} at a time`,
      figure: `${Math.round(taken.most)} a second`,
      beside: `echo bot: ${Math.round(echo.most)} a second`,
      ratio: asRatio(taken.most, echo.most),
    });
  }
  if (peak !== undefined)
    row({
      what: `… peak memory of that bot after ${cases} cases`,
      figure: inMegabytes(peak),
      beside: '',
      ratio: '',
    });
}

/** A bot under load, which is ended then. The first second warms it up and is not counted. */
async function measured(
  bot: Listening,
  connector: string,
  text: () => string,
  before: () => void = () => undefined,
): Promise<Taken> {
  try {
    const speak: Say = speakers(bot.port, connector, people);
    const say = () => speak(text());
    await atRate(perSecond, 1, say);
    const samples = await atRate(perSecond, seconds, say);
    const most = await throughput(atOnce, throughputSeconds, say);
    before();
    return { p50: median(samples), p99: percentile(samples, 0.99), most };
  } finally {
    await bot.stop();
  }
}
