import {
  escapeForTerminal,
  IngestError,
  requeue as requeueItems,
  systemChance,
  systemClock,
  type Ticker,
  toTicker,
} from '@ingest/core';
import { composeSources, redactorOf } from '../compose.js';
import { composeScorer } from '../compose-scorer.js';
import { composeSinks } from '../compose-sinks.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type OutputOptions } from '../output.js';
import { processIdentity } from '../process-identity.js';
import { count } from '../render/time.js';
import { withStoreAt } from './with-store.js';

export interface RequeueFlags extends SettingFlags, OutputOptions {}

/** `ingest db requeue`: judges rejected items once more, after an update that can read them. */
export async function requeue(flags: RequeueFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const { settings } = loaded;
  const tickers = settings.tickers.map(toTicker).filter((ticker): ticker is Ticker => ticker !== null);
  if (tickers.length === 0)
    throw new IngestError('CONFIG_INVALID', 'no tickers: an item is stored only for tickers that are asked for', {
      hint: 'name them: ingest db requeue --tickers AAPL,MSFT, or in the configuration',
    });
  const redact = redactorOf(loaded);
  const sources = await composeSources(settings.sources, loaded, redact, () => fetch);
  const scorer = await composeScorer(loaded);
  const sinks = await composeSinks(settings, redact, loaded);
  try {
    return await withStoreAt(settings.store, async (store) => {
      const identity = processIdentity();
      const done = await requeueItems({
        store,
        sources,
        tickers,
        scorer,
        sinks: sinks.news,
        identity,
        redact,
        clock: systemClock(),
        chance: systemChance(),
      });
      if (output.isJson) output.json(done);
      else if (done.heldBy !== null) output.data(`${output.out.paint.dot} skipped: ${done.heldBy.holder} is at work`);
      else
        output.data(
          `${output.out.paint.ok()} ${done.released} of ${count(done.found, 'rejected item', 'rejected items')} can be read now: ${count(done.newStories, 'new story', 'new stories')}`,
        );
      if (!output.isJson)
        for (const text of done.warnings) output.data(`  ${output.out.paint.attention()} ${escapeForTerminal(text)}`);
      return exitCodes.ok;
    });
  } finally {
    await sinks.close();
  }
}
