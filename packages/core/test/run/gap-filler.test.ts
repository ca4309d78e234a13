import { manualClock, scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { nothingToConclude } from '../../src/collect/commit-page.js';
import { liveBatching } from '../../src/collect/plan-batches.js';
import { SourceError } from '../../src/errors/source-error.js';
import type { AskedCollection } from '../../src/run/asked-collection.js';
import { fillGaps, type GapFilling } from '../../src/run/gap-filler.js';
import { Ledger } from '../../src/run/ledger.js';
import { gapOf } from '../support/model-values.js';
import { startOfDay } from '../support/run-setup.js';

const tickers = tickersOf('AAPL', 'MSFT');
const gapAt = (hour: number, fields: Parameters<typeof gapOf>[0] = {}) =>
  gapOf({
    gapId: `gap ${hour}`,
    source: 'first',
    tickers: [...tickers],
    from: null,
    to: `2026-06-04T${hour}:00:00.000Z`,
    cursor: '1',
    ...fields,
  });

function filling(changes: Partial<GapFilling> = {}) {
  const ledger = new Ledger();
  ledger.keep({ ...nothingToConclude, openedGaps: [gapAt(10), gapAt(11), gapAt(12)] });
  const clock = manualClock(startOfDay);
  const source = scriptedSource({ name: 'first', answer: () => ({ hang: true }) });
  const asked: AskedCollection[] = [];
  const left: GapFilling['left'] = new Map();
  const started = clock.elapsed();
  const fill = () =>
    fillGaps({
      settings: { batching: liveBatching, ledger, tickers, clock },
      sources: [source],
      left,
      firstAskedAt: () => started,
      collect: async (_, one) => {
        asked.push(one);
        await clock.advance(4500);
        return { error: null };
      },
      signal: new AbortController().signal,
      ...changes,
    });
  return { fill, asked, left, clock };
}

describe('fillGaps', () => {
  it('reads gaps newest first, in what is left of the time of their source', async () => {
    const { fill, asked, left } = filling();
    await fill();
    expect(asked.map(({ fills, budgetMs }) => [fills?.gapId, budgetMs])).toEqual([
      ['gap 12', 10_000],
      ['gap 11', 5500],
    ]);
    expect([...left.keys()]).toEqual(['gap 10']);
  });

  it('leaves a gap that cannot be read, and the older ones with it', async () => {
    const error = new SourceError('NETWORK', 'no', { source: 'first' });
    const { fill, left } = filling({ collect: async () => ({ error }) });
    await fill();
    expect([...left.keys()]).toEqual(['gap 12']);
  });

  it('does not read what the same run left', async () => {
    const own = gapAt(12);
    const { fill, asked } = filling({ left: new Map([[own.gapId, own]]) });
    await fill();
    expect(asked.map(({ fills }) => fills?.gapId)).toEqual(['gap 11', 'gap 10']);
  });

  it('waits for every source before it passes on what ended one', async () => {
    const clock = manualClock(startOfDay);
    const done: string[] = [];
    const sources = ['first', 'second'].map((name) => scriptedSource({ name, answer: () => ({ hang: true }) }));
    const ledger = new Ledger();
    ledger.keep({ ...nothingToConclude, openedGaps: [gapAt(10), gapAt(11, { source: 'second' })] });
    const ended = filling({
      sources,
      settings: { batching: liveBatching, ledger, tickers, clock },
      collect: async ({ name }) => {
        if (name === 'first') throw new TypeError('a bug');
        await clock.wait(100);
        done.push(name);
        return { error: null };
      },
    }).fill();
    const rejected = expect(ended).rejects.toThrow('a bug');
    await clock.advance(100);
    await rejected;
    expect(done).toEqual(['second']);
  });

  it('rejects when the run was stopped meanwhile', async () => {
    const stopped = AbortSignal.abort(new TypeError('stopped'));
    await expect(filling({ sources: [], signal: stopped }).fill()).rejects.toThrow('stopped');
  });
});
