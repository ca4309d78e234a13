import { manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { nothingToConclude } from '../../src/collect/commit-page.js';
import { Committer } from '../../src/run/committer.js';
import { type IngestOptions, toSettings } from '../../src/run/settings.js';
import { articleOf } from '../support/articles.js';
import { heldLeaseOf } from '../support/leases.js';
import { gapOf } from '../support/model-values.js';
import { pageStore } from '../support/page-store.js';
import { startOfDay } from '../support/run-setup.js';

const page = { source: 'first', isFailover: false, articles: [articleOf({ source: 'first' })], quarantine: [] };
const hook = { name: 'hook', deliver: async () => {} };

const never = new AbortController().signal;

function committing(options: Partial<IngestOptions> = {}) {
  const stored = pageStore();
  const settings = toSettings({
    tickers: ['AAPL'],
    sources: [scriptedSource({ name: 'first', answer: () => ({ hang: true }) })],
    store: stored.store,
    clock: manualClock(startOfDay),
    sinks: [hook],
    ...options,
  });
  let told = 0;
  const held = heldLeaseOf(startOfDay);
  stored.lease = held;
  const proof = async () => held;
  const committer = new Committer({
    settings,
    runId: 'r',
    lease: { proof },
    signal: never,
    onStored: () => (told += 1),
  });
  const facts = { source: 'first', isFailover: false, collectionEventId: 'event' };
  const commit = () =>
    committer.commitPage(
      page,
      () => ({ ...nothingToConclude, openedGaps: [gapOf()], watermarks: [mark] }),
      (placed) => committer.notify(placed, facts),
    );
  return { stored, settings, committer, commit, told: () => told };
}
const mark = { source: 'first', ticker: 'AAPL', readUpTo: '2026-06-04T14:00:00.000Z' } as never;

describe('Committer', () => {
  it('stores a page with its conclusion and its announcement, under the lease, and keeps what it concluded', async () => {
    const { stored, committer, commit, settings, told } = committing();
    await commit();
    expect(stored.commits.map(({ lease }) => lease)).toMatchObject([{ name: 'run' }]);
    expect([stored.gaps.length, stored.watermarks.length, committer.queued, told()]).toEqual([1, 1, 1, 1]);
    expect(settings.ledger.gaps()).toHaveLength(1);
    expect([...stored.deliveries.values()]).toMatchObject([{ sink: 'hook', state: 'pending' }]);
  });

  it('leaves the state of the sources alone where only news is written, and needs no lease', async () => {
    const { stored, commit } = committing({ writes: 'news' });
    await commit();
    expect(stored.commits.map(({ lease }) => lease)).toEqual([null]);
    expect([stored.stories.size, stored.gaps, stored.watermarks]).toEqual([1, [], []]);
    expect([...stored.deliveries.values()]).toMatchObject([{ sink: 'hook', state: 'replayed' }]);
  });

  it('writes nothing for a run that only asks', async () => {
    const { stored, committer, commit } = committing({ writes: 'nothing' });
    await commit();
    expect([stored.commits, committer.queued]).toEqual([[], 0]);
  });

  it('announces to nobody what is not to be announced', async () => {
    const { committer, commit } = committing({ announce: false });
    await commit();
    expect(committer.queued).toBe(0);
  });

  it('stores what becomes of gaps without a page', async () => {
    const { stored, committer } = committing();
    await committer.changeGaps({ openedGaps: [gapOf({ gapId: 'one' })] });
    expect(stored.gaps.map(({ gapId }) => gapId)).toEqual(['one']);
    await committer.changeGaps({ closedGapIds: ['one'] });
    expect(stored.gaps).toEqual([]);
    expect(stored.commits.flatMap(({ articles }) => articles)).toEqual([]);
  });

  it('gives ids of which none is like another', () => {
    const { committer } = committing();
    expect(committer.newId()).not.toBe(committer.newId());
  });
});
