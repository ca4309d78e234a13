import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRecorder } from '@ingest/adapters/exchange';
import { createSource as finnhub } from '@ingest/adapters/finnhub';
import { createSource as tiingo } from '@ingest/adapters/tiingo';
import {
  createIngest,
  digestOf,
  type EventReader,
  type Message,
  type RunReport,
  redactor,
  type Sink,
  SinkError,
  seededChance,
} from '@ingest/core';
import { type ManualClock, manualClock } from '@ingest/core/testing';
import { all } from '../../../src/all.js';
import { dice } from './dice.js';
import { expectSoundRun } from './expect-sound-run.js';
import { Forbidden } from './forbidden.js';
import type { Keeping } from './keeping.js';
import { missingOf } from './missing-of.js';
import { type Exchange, type ProviderWorld, providerWorld } from './provider-world.js';
import { mostRecoveryRuns, type Provider, providers, recoveryPauseMs, type Script } from './script.js';

/** What is left of a script that was played. */
export interface Played {
  readonly exchanges: readonly Exchange[];
  readonly reports: readonly RunReport[];
  readonly digest: string;
  readonly stories: number;
  /** Where each run was recorded. */
  readonly recordings: string;
}

const apiKey = 'invented-key';
const redact = redactor([apiKey]);

/**
 * Plays a script run by run, each with sources, store and recorder of its own as cron would have it, and looks after each one
 * whether all is as it must be; then lets the providers recover, until all that they offer is stored.
 */
export async function playScript(script: Script, directory: string, keeping: Keeping): Promise<Played> {
  const recordings = join(directory, 'recorded');
  mkdirSync(recordings);
  const clock = manualClock(script.firstRunAt);
  const world = providerWorld(script, clock);
  const player = new Player({ script, clock, world, recordings, ...keeping });
  await player.run();
  for (const pause of script.pausesMs) {
    await clock.advance(pause);
    await player.run();
  }
  await player.recover();
  return player.end();
}

interface PlayerOptions extends Keeping {
  readonly script: Script;
  readonly clock: ManualClock;
  readonly world: ProviderWorld;
  readonly recordings: string;
}

class Player {
  private readonly options: PlayerOptions;
  private readonly reports: RunReport[] = [];
  private readonly told: Message[] = [];
  private readonly forbidden: Readonly<Record<Provider, Forbidden>>;

  constructor(options: PlayerOptions) {
    this.options = options;
    const { script } = options;
    this.forbidden = { tiingo: new Forbidden('tiingo', script), finnhub: new Forbidden('finnhub', script) };
  }

  async run(): Promise<void> {
    const { script, clock, world, recordings, openStore, isBusy } = this.options;
    const number = this.reports.length + 1;
    const path = join(recordings, `${String(number).padStart(2, '0')}.har`);
    const meta = { mode: 'failover', sources: [...providers], tickers: script.tickers };
    const recorder = await createRecorder({ path, clock, redact, meta });
    const noteWindows: EventReader = (event) => {
      if (event.type !== 'collection:started' || event.window === null) return;
      recorder.note({ source: event.source, tickers: event.tickers, ...event.window });
    };
    const optionsOf = (provider: Provider) => ({
      apiKey,
      plan: script.plan,
      fetch: recorder.fetchFor(provider, world.fetchFor(provider)),
    });
    const store = await openStore();
    const before = await store.reading.countItems({});
    const sent = world.exchanges.length;
    const startedAt = clock.now();
    const ingest = createIngest({
      tickers: script.tickers,
      sources: [tiingo(optionsOf('tiingo')), finnhub(optionsOf('finnhub'))],
      store,
      clock,
      chance: seededChance(script.seed * 1000 + number),
      redact,
      sinks: [forgetfulSink(this.told, script.seed * 1000 + number)],
      onEvent: noteWindows,
    });
    const report = await clock.until(ingest.run(), () => nothingIsUnderWay(isBusy));
    await recorder.close();
    this.reports.push(report);
    await expectSoundRun({
      report,
      startedAt,
      endedAt: clock.now(),
      run: world.exchanges.slice(sent),
      exchanges: world.exchanges,
      forbidden: this.forbidden,
      grownBy: (await store.reading.countItems({})) - before,
      openTimers: clock.pending,
      store,
      told: this.told,
    });
    await store.close();
  }

  /** The providers are good again: first all of Tiingo is read, then, while Tiingo is gone, all of Finnhub. */
  async recover(): Promise<void> {
    const { script, clock, world, openStore } = this.options;
    const missing = async (provider: Provider) => {
      const store = await openStore();
      const stories = await all(store.reading.stories());
      await store.close();
      return missingOf(provider, { script, stories, run: world.exchanges });
    };
    const runUntilAllIsThere = async (provider: Provider) => {
      let left: readonly string[] = ['not looked at yet'];
      for (let run = 0; run < mostRecoveryRuns / 2 && left.length > 0; run += 1) {
        await clock.advance(recoveryPauseMs);
        await this.run();
        left = await missing(provider);
      }
      if (left.length > 0) throw new Error(`lost: ${left.join(', ')}`);
    };
    world.force('tiingo', 'good');
    world.force('finnhub', 'good');
    await runUntilAllIsThere('tiingo');
    world.force('tiingo', 'refused');
    await runUntilAllIsThere('finnhub');
  }

  async end(): Promise<Played> {
    const store = await this.options.openStore();
    const { hash, stories } = await digestOf(store.reading.stories());
    await store.close();
    const { exchanges } = this.options.world;
    return { exchanges, reports: this.reports, digest: hash, stories, recordings: this.options.recordings };
  }
}

/** Takes note of what it is told, and at times says that it could not: then it is told again. */
function forgetfulSink(told: Message[], seed: number): Sink {
  const chance = dice(seed);
  return {
    name: 'forgetful',
    async deliver(message) {
      told.push(message);
      if (chance.happens(0.2)) throw new SinkError('SINK_UNAVAILABLE', 'the sink forgot', { sink: 'forgetful' });
    },
  };
}

/** The clock stands still while the recorder writes, or the store waits: an entry is in its file before a run goes on. */
async function nothingIsUnderWay(isBusy: () => boolean): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (isBusy() || process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq')));
}
