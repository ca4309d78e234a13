import { type CopyOptions, type CopyProgress, copyPrefix, copyStore, type Store } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../support/run-setup.js';
import { movedStory, transferable } from '../support/transferable.js';

const stories = (many: number) => Array.from({ length: many }, (_, index) => movedStory(index));
const owner = { holder: 'the copier', bootId: 'boot', pid: 1, processStart: '1' };

function optionsOf(from: Store, to: Store, more: Partial<CopyOptions> = {}): CopyOptions {
  const identity = { owner, isGone: () => false };
  return { from, to, sourceId: 'a', clock: manualClock(startOfDay), identity, pageSize: 2, ...more };
}

const keep = (store: Store, name: string, value: string | number) =>
  store.registers.change(name, () => ({ after: value, result: null }));
const registersOf = async (store: Store) => (await store.registers.list('')).map(({ name }) => name);

/** Two stores of which the second dies with every so manieth page that is written. */
function dying(many: number, every: number) {
  const [from, to] = [transferable('from', stories(many)), transferable('to')];
  let pages = 0;
  const store: Store = {
    ...to.store,
    transfer: {
      ...to.store.transfer,
      async write(page, step) {
        pages += 1;
        // Every second time it dies behind the page, else before it.
        if (pages % every === 0 && pages % 2 === 0) await to.store.transfer.write(page, step);
        if (pages % every === 0) throw new Error('killed');
        return to.store.transfer.write(page, step);
      },
    },
  };
  return { from, to, store };
}

describe('a copy', () => {
  it('moves all parts page by page, compares both stores, and leaves no trace of itself', async () => {
    const [from, to] = [transferable('from', stories(5)), transferable('to')];
    await keep(from.store, 'mutes', 1);
    const told: CopyProgress[] = [];
    const result = await copyStore(optionsOf(from.store, to.store, { onProgress: (far) => told.push(far) }));
    expect(result).toMatchObject({ kind: 'copied', differences: [], isContinued: false });
    expect(result).toMatchObject({ to: { counts: { stories: 5 }, digest: { stories: 5 } } });
    expect(to.rows.get('stories')).toEqual(stories(5));
    expect(to.steps.slice(0, 4)).toEqual(['stories', 'stories', 'stories', 'pruned']);
    expect(told.map((far) => far.stories).slice(0, 5)).toEqual([0, 2, 4, 5, 5]);
    expect(told.at(-1)).toEqual({ part: null, stories: 5, allStories: 5 });
    expect(await registersOf(to.store)).toEqual(['mutes']);
  });

  it('leaves behind what belongs to processes, to other copies and to one store', async () => {
    const [from, to] = [transferable('from'), transferable('to')];
    for (const name of ['breaker/x', 'workers/desk', 'upkeep/filing']) await keep(from.store, name, 1);
    expect(await copyStore(optionsOf(from.store, to.store))).toMatchObject({ kind: 'copied' });
    expect(await registersOf(to.store)).toEqual(['breaker/x']);
  });

  it.each([1, 2, 3, 4])(
    'that dies with every %i. page goes on where it was, until all is there once',
    async (every) => {
      const { from, to, store } = dying(7, every + 1);
      const ends: string[] = [];
      for (let call = 0; call < 40 && !ends.includes('copied'); call += 1)
        ends.push(await copyStore(optionsOf(from.store, store)).then(({ kind }) => kind, String));
      expect(ends.at(-1)).toBe('copied');
      expect(ends.length).toBeGreaterThan(1);
      expect(to.rows.get('stories')).toEqual(stories(7));
    },
  );

  it('ends behind a page when it is to end, and says how far it is', async () => {
    const [from, to] = [transferable('from', stories(5)), transferable('to')];
    const ending = new AbortController();
    const onProgress = ({ stories: written }: CopyProgress) => {
      if (written === 4) ending.abort();
    };
    const stopped = await copyStore(optionsOf(from.store, to.store, { signal: ending.signal, onProgress }));
    expect(stopped).toEqual({ kind: 'stopped', part: 'stories', stories: 4, allStories: 5 });
    expect(to.rows.get('stories')).toHaveLength(4);
    expect(await copyStore(optionsOf(from.store, to.store))).toMatchObject({ kind: 'copied', isContinued: true });
  });

  it('ends while it compares, too', async () => {
    const [from, to] = [transferable('from', stories(1)), transferable('to')];
    const ending = new AbortController();
    const onProgress = ({ part }: CopyProgress) => {
      if (part === null) ending.abort();
    };
    const stopped = await copyStore(optionsOf(from.store, to.store, { signal: ending.signal, onProgress }));
    expect(stopped).toEqual({ kind: 'stopped', part: null, stories: 1, allStories: 1 });
    expect(await copyStore(optionsOf(from.store, to.store))).toMatchObject({ kind: 'copied' });
  });

  it('names what differs, and keeps its place so that it is looked at again', async () => {
    const [from, to] = [transferable('from', stories(1)), transferable('to')];
    const read = to.store.transfer.read;
    const lost: Store = {
      ...to.store,
      reading: { ...to.store.reading, async *stories() {} },
      transfer: {
        ...to.store.transfer,
        read: async (part, ...asked) =>
          part === 'gaps' ? { page: { part, rows: [{} as never] }, next: null } : read(part, ...asked),
      },
    };
    const result = await copyStore(optionsOf(from.store, lost));
    expect(result).toMatchObject({ kind: 'different', differences: ['gaps', 'digest'] });
    expect(await registersOf(to.store)).toEqual([`${copyPrefix}a`]);
  });
});

describe('a copy is refused, and nothing written,', () => {
  const refused = async (from: Store, to: Store, code: string, words: string) => {
    const failing = copyStore(optionsOf(from, to));
    await expect(failing).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  };

  it('when the target holds stories or registers', async () => {
    const [from, filled, marked] = [transferable('from', stories(1)), transferable('b', stories(1)), transferable('c')];
    await keep(marked.store, 'quota/x', 1);
    for (const { store, steps } of [filled, marked]) {
      await refused(from.store, store, 'CONFIG_INVALID', 'is not empty');
      expect(steps).toEqual([]);
    }
  });

  it('when the target holds the unfinished copy of another source, or the source is one itself', async () => {
    const { from, store, to } = dying(7, 2);
    await copyStore(optionsOf(from.store, store)).catch(() => {});
    const other = transferable('other', stories(2));
    const failing = copyStore(optionsOf(other.store, to.store, { sourceId: 'b' }));
    await expect(failing).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await refused(to.store, other.store, 'CONFIG_INVALID', 'is itself an unfinished copy of from');
  });

  it.each(['source', 'target'])('when the %s was written to since it was broken off', async (which) => {
    const { from, store, to } = dying(7, 2);
    await copyStore(optionsOf(from.store, store)).catch(() => {});
    const { rows } = which === 'source' ? from : to;
    rows.set('stories', [...(rows.get('stories') ?? []), movedStory(99)]);
    await refused(
      from.store,
      to.store,
      'CONFIG_INVALID',
      `the ${which} ${which === 'source' ? 'from' : 'to'} was written`,
    );
  });

  it('when both are one store', async () => {
    const { store } = transferable('from', stories(1));
    await refused(store, { ...store, location: 'link' }, 'CONFIG_INVALID', 'from and link are one store');
  });

  it('when one of them has no room for it', async () => {
    const { transfer: _, ...closed } = transferable('closed').store;
    const { store } = transferable('open');
    await refused(closed, store, 'CONFIG_INVALID', 'closed cannot be copied');
    await refused(store, closed, 'CONFIG_INVALID', 'closed cannot be copied');
  });

  it.each(['run', 'backfill'])(
    'when one of them is worked on under the lease %s; afterwards both are free',
    async (name) => {
      for (const busy of ['from', 'to'] as const) {
        const both = { from: transferable('from', stories(1)).store, to: transferable('to').store };
        const term = { now: startOfDay, from: startOfDay - 1_000, until: startOfDay + 1_000 };
        const taken = await both[busy].leases.take(name, { ...owner, holder: 'a run', pid: 2 }, term);
        await refused(both.from, both.to, 'STORE_BUSY', `${busy} is worked on: a run holds it`);
        if (taken.taken) await both[busy].leases.release(taken.token);
        expect(await copyStore(optionsOf(both.from, both.to))).toMatchObject({ kind: 'copied' });
      }
    },
  );
});
