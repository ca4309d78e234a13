import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { App, AppOptions } from '../src/app.js';
import { readEnvironment } from '../src/environment.js';
import { keepApp, longestWarmMs, sameBreathMs } from '../src/kept-app.js';
import { keptForMs } from '../src/parameters.js';
import { slot, variables } from './support/unit-app.js';

/** A function that keeps apps of which only the keys matter. */
function keeping(changes: Record<string, string | undefined> = { INGEST_PARAMETERS: 'TIINGO_API_KEY=/ingest/tiingo' }) {
  const clock = manualClock(slot);
  const composed: AppOptions[] = [];
  const told: string[] = [];
  let opens = () => {};
  const opening = new Promise<void>((resolve) => {
    opens = resolve;
  });
  const state = {
    key: 'first-key',
    isDown: false,
    closed: 0,
    asked: 0,
    hangs: null as 'parameters' | 'store' | null,
    opening,
  };
  const kept = keepApp({
    environment: () => readEnvironment('scheduler', variables(changes)),
    clock,
    async ask() {
      state.asked += 1;
      if (state.hangs === 'parameters') await new Promise(() => {});
      if (state.isDown) throw new IngestError('NETWORK', 'no answer');
      return new Map([['/ingest/tiingo', state.key]]);
    },
    async compose(options) {
      composed.push(options);
      if (state.hangs === 'store') await state.opening;
      const close = async () => {
        state.closed += 1;
      };
      const trouble = ({ message }: { message: string }) => void told.push(message);
      return { close, trouble, redact: (text: string) => text.replaceAll('app-secret', '***') } as unknown as App;
    },
  });
  const keys = () => composed.map(({ parameters }) => parameters.get('TIINGO_API_KEY'));
  return { opens: () => opens(), kept, clock, composed, told, state, keys };
}

describe('what a function keeps', () => {
  it('is put together once, before the first event or with it', async () => {
    const { kept, keys } = keeping();
    await kept.warm();
    const { app, environment } = await kept.get();
    expect((await kept.get()).app).toBe(app);
    expect([keys(), environment.variables.INGEST_STORE]).toEqual([['first-key'], 'dynamodb://news']);
  });

  it('is put together anew when a key was changed, and the one before is closed', async () => {
    const { kept, keys, state, clock } = keeping();
    await kept.get();
    state.key = 'second-key';
    await kept.get();
    expect([keys(), state.closed]).toEqual([['first-key'], 0]);
    await clock.advance(keptForMs);
    await kept.get();
    expect([keys(), state.closed]).toEqual([['first-key', 'second-key'], 1]);
    await clock.advance(keptForMs);
    await kept.get();
    expect([keys().length, state.asked]).toEqual([2, 3]);
  });

  it('has a key that was refused read anew at once', async () => {
    const { kept, keys, state, composed } = keeping();
    await kept.get();
    state.key = 'second-key';
    composed[0]?.onKeyRefused?.();
    await kept.get();
    expect(keys()).toEqual(['first-key', 'second-key']);
  });

  it('is tried anew with the next event when it failed, also before the first', async () => {
    const { kept, state, keys, clock } = keeping();
    state.isDown = true;
    await kept.warm();
    await clock.advance(sameBreathMs - 1);
    await expect(kept.get()).rejects.toThrow('no answer');
    expect(state.asked).toBe(1);
    await expect(kept.get()).rejects.toThrow('no answer');
    expect(state.asked).toBe(2);
    state.isDown = false;
    await kept.get();
    expect(keys()).toEqual(['first-key']);
  });

  it('is tried anew at once when what failed before the first event is long ago', async () => {
    const { kept, state, keys, clock } = keeping();
    state.isDown = true;
    await kept.warm();
    await clock.advance(sameBreathMs);
    state.isDown = false;
    await kept.get();
    expect(keys()).toEqual(['first-key']);
  });

  it('is waited for no longer than a start may last, and the first event waits for the same', async () => {
    const { kept, state, clock, keys, opens } = keeping();
    state.hangs = 'store';
    const warming = kept.warm();
    await clock.advance(longestWarmMs);
    await warming;
    const getting = kept.get();
    expect(kept.overdue()).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('news') });
    opens();
    await getting;
    expect([keys(), clock.pending]).toEqual([['first-key'], 0]);
  });

  it('gives up what hangs when it is dropped, and closes what was opened too late', async () => {
    const { kept, state, keys, opens } = keeping();
    state.hangs = 'store';
    const late = kept.get().catch((error: unknown) => error);
    await new Promise(setImmediate);
    await kept.drop();
    state.hangs = null;
    const { app } = await kept.get();
    opens();
    expect(await late).toMatchObject({ code: 'ABORTED' });
    expect((await kept.get()).app).toBe(app);
    expect([keys().length, state.closed]).toEqual([2, 1]);
  });

  it('says which parameters it waits for', async () => {
    const { kept, state } = keeping();
    expect(kept.namespace()).toBeNull();
    state.hangs = 'parameters';
    kept.get().catch(() => {});
    await new Promise(setImmediate);
    expect(kept.overdue()).toMatchObject({ code: 'ABORTED', message: expect.stringContaining('/ingest/tiingo') });
    expect(kept.namespace()).toBe('Ingest');
  });

  it('goes on with the keys from before while they cannot be read, and says so', async () => {
    const { kept, state, clock, told, keys } = keeping();
    await kept.get();
    state.isDown = true;
    await clock.advance(keptForMs);
    await kept.get();
    expect([keys(), told]).toEqual([['first-key'], ['no answer; the keys from before are used']]);
  });

  it('is dropped when its store is lost', async () => {
    const { kept, state, keys } = keeping({});
    await kept.get();
    await kept.drop();
    await kept.get();
    expect([keys().length, state.closed, state.asked]).toEqual([2, 1, 0]);
  });

  it('names variables that are wrong with every event', async () => {
    const { kept } = keeping({ INGEST_STORE: '' });
    await kept.warm();
    for (const _ of [1, 2]) await expect(kept.get()).rejects.toThrow('INGEST_STORE: it is set to nothing');
  });

  it('knows its secrets, also where nothing could be put together', async () => {
    const { kept, state } = keeping();
    expect(kept.redact('first-key')).toBe('first-key');
    await kept.get();
    expect(kept.redact('app-secret')).toBe('***');
    await kept.drop();
    expect(kept.redact('first-key')).toBe('***');
    expect(state.closed).toBe(1);
  });
});
