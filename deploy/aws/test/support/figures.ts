import { statSync } from 'node:fs';
import { tiingoListOf } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { tiingoItems } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { type AwsWorld, type Deployed, inSession, minute } from './aws-world.js';
import { builtZip } from './built-functions.js';
import type { Invoked } from './function-process.js';

/** What invocations of one kind came to: the median of each. */
export interface Figures {
  readonly durationMs: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly requests: number;
  readonly logBytes: number;
}

const newStories = 10;
/** Fifty, one of which has news. */
const env = { INGEST_TICKERS: ['AAPL', ...Array.from({ length: 49 }, (_, index) => `ACME${index}`)].join(',') };

/** Measures so many warm invocations of each kind, and as many starts. */
export async function measure(world: AwsWorld, samples: number) {
  const items: ReturnType<typeof tiingoItems> = [];
  world.providers.tiingo.plays(whenever(tiingoListOf(() => items)));
  const starts: number[] = [];
  for (let start = 0; start < samples; start += 1) starts.push((await world.deploy('scheduler', { env })).initMs);
  const scheduler = await world.deploy('scheduler', { env });
  await scheduler.tick();
  let slot = 0;
  const kinds = { idle: [] as Figures[], quiet: [] as Figures[], one: [] as Figures[], many: [] as Figures[] };
  for (let sample = 0; sample < samples; sample += 1)
    for (const [kind, news] of [
      ['quiet', 0],
      ['one', 1],
      ['many', newStories],
    ] as const) {
      slot += 1;
      world.setClock(inSession + slot * 5 * minute);
      items.push(...tiingoItems(news, { now: world.now(), firstId: 90_000_000 + slot * 100 }));
      kinds[kind].push(await figuresOf(world, scheduler));
      world.setClock(world.now() + minute);
      kinds.idle.push(await figuresOf(world, scheduler));
    }
  const { idle, quiet, one, many } = kinds;
  const perStory = (of: 'readUnits' | 'writeUnits') => (medianOf(many)[of] - medianOf(quiet)[of]) / newStories;
  return {
    zipBytes: { scheduler: statSync(builtZip('scheduler')).size, worker: statSync(builtZip('worker')).size },
    initMs: median(starts),
    idleTick: medianOf(idle),
    runWithoutNews: medianOf(quiet),
    runWithOneStory: medianOf(one),
    perNewStory: { readUnits: perStory('readUnits'), writeUnits: perStory('writeUnits') },
  };
}

async function figuresOf({ aws }: AwsWorld, scheduler: Deployed): Promise<Figures> {
  const before = aws.calls.length;
  const invoked: Invoked = await scheduler.tick();
  if (invoked.error !== null) throw new Error(invoked.error.errorMessage);
  const calls = aws.calls.slice(before).filter(({ service }) => service === 'dynamodb');
  const units = (writes: boolean) =>
    calls.filter(({ operation }) => /Write/.test(operation) === writes).reduce((sum, call) => sum + call.units, 0);
  const logBytes = Buffer.byteLength(invoked.lines.join('\n'));
  return {
    durationMs: invoked.durationMs,
    readUnits: units(false),
    writeUnits: units(true),
    requests: calls.length,
    logBytes,
  };
}

function medianOf(all: readonly Figures[]): Figures {
  const of = (name: keyof Figures) => median(all.map((figures) => figures[name]));
  return {
    durationMs: of('durationMs'),
    readUnits: of('readUnits'),
    writeUnits: of('writeUnits'),
    requests: of('requests'),
    logBytes: of('logBytes'),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
