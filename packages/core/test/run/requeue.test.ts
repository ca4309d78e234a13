import { type RequeueOptions, requeue } from '@ingest/core';
import { candidateItem, manualClock, scriptedSource, tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { seededChance } from '../../src/time/seeded-chance.js';
import { heldLeaseOf } from '../support/leases.js';
import { pageStore } from '../support/page-store.js';
import { startOfDay } from '../support/run-setup.js';

const kept = (raw: unknown) => ({ source: 'wire', runId: 'r', at: startOfDay, reason: 'x', raw: JSON.stringify(raw) });

function requeueing(
  items: readonly unknown[],
  readItem = (raw: unknown) => candidateItem({ sourceId: String(raw) }),
  changes: Partial<RequeueOptions> = {},
) {
  const stored = pageStore();
  const reading = {
    ...stored.store.reading,
    async *quarantine() {
      for (const item of items) yield kept(item);
    },
  };
  const source = { ...scriptedSource({ name: 'wire', answer: () => ({ hang: true }) }), readItem };
  const options = {
    store: { ...stored.store, reading },
    sources: [source],
    tickers: tickersOf('AAPL'),
    clock: manualClock(startOfDay),
    chance: seededChance(1),
    identity: { owner: { holder: 'test', bootId: '', pid: 1, processStart: '' }, isGone: () => false },
    sinks: [{ name: 'hook' }],
    redact: (text: string) => text,
    ...changes,
  };
  return { stored, run: () => requeue(options) };
}

it('stores, releases and announces what can be read by now, with an event', async () => {
  const { stored, run } = requeueing([1, 2]);
  expect(await run()).toMatchObject({ found: 2, released: 2, newStories: 1, warnings: [], heldBy: null });
  expect(stored.commits[0]?.released?.map(({ raw }) => raw)).toEqual(['1', '2']);
  expect(stored.events).toMatchObject([
    { source: 'wire', requests: 0, itemCount: 2, newItemCount: 1, duplicateCount: 1 },
  ]);
});

it('stores what was published at one time by the id of its source', async () => {
  const { stored, run } = requeueing(['b', 'a']);
  await run();
  expect(stored.commits[0]?.articles.map(({ sourceId }) => sourceId)).toEqual(['a', 'b']);
});

it('leaves what still cannot be read', async () => {
  const { stored, run } = requeueing([1], (raw) => ({ kind: 'malformed', raw, reason: 'still not' }) as never);
  expect(await run()).toMatchObject({ found: 1, released: 0 });
  expect(stored.commits).toEqual([]);
});

it('does nothing while a run is at work', async () => {
  const { stored, run } = requeueing([1]);
  stored.lease = heldLeaseOf(startOfDay);
  expect(await run()).toMatchObject({ released: 0, heldBy: { holder: 'another run' } });
});

it('says what has no score because the scorer failed, without secrets', async () => {
  const score = async () => {
    throw new Error('no model at hunter22');
  };
  const { run } = requeueing([1], undefined, {
    scorer: { name: 'gauge', version: '1', hash: 'ab', isQuick: true, score },
    redact: (text) => text.replaceAll('hunter22', '***'),
  });
  expect(await run()).toMatchObject({
    newStories: 1,
    warnings: [expect.stringContaining('the scorer gauge@1 failed (no model at ***)')],
  });
});
