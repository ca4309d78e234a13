import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { keepParameters, keptForMs } from '../src/parameters.js';
import { slot } from './support/unit-app.js';

const named = [
  { variable: 'TIINGO_API_KEY', parameter: '/ingest/tiingo' },
  { variable: 'SPARE_KEY', parameter: '/ingest/tiingo' },
  { variable: 'FINNHUB_API_KEY', parameter: '/ingest/finnhub' },
];

function keeping() {
  const clock = manualClock(slot);
  const values = new Map([
    ['/ingest/tiingo', 'first-key'],
    ['/ingest/finnhub', 'other-key'],
  ]);
  const asked: (readonly string[])[] = [];
  const troubles: unknown[] = [];
  const state: { failure: unknown } = { failure: null };
  const ask = async (names: readonly string[]) => {
    asked.push(names);
    if (state.failure !== null) throw state.failure;
    return new Map(values);
  };
  const parameters = keepParameters({ named, ask, clock, onTrouble: (error) => troubles.push(error) });
  return { clock, values, asked, troubles, state, parameters };
}

describe('parameters', () => {
  it('are asked for once, each by its name, and kept for five minutes', async () => {
    const { parameters, clock, asked, values } = keeping();
    const first = { TIINGO_API_KEY: 'first-key', SPARE_KEY: 'first-key', FINNHUB_API_KEY: 'other-key' };
    expect(Object.fromEntries(await parameters.read())).toEqual(first);
    values.set('/ingest/tiingo', 'second-key');
    await clock.advance(keptForMs - 1);
    expect(Object.fromEntries(await parameters.read())).toEqual(first);
    expect(asked).toEqual([['/ingest/tiingo', '/ingest/finnhub']]);
    await clock.advance(1);
    expect((await parameters.read()).get('TIINGO_API_KEY')).toBe('second-key');
  });

  it('are read anew at once when a key was refused', async () => {
    const { parameters, values, asked } = keeping();
    await parameters.read();
    values.set('/ingest/tiingo', 'second-key');
    parameters.expire();
    expect((await parameters.read()).get('TIINGO_API_KEY')).toBe('second-key');
    await parameters.read();
    expect(asked).toHaveLength(2);
  });

  it('that are not there are named, with the variable that needs them, and no value is', async () => {
    const { parameters, values } = keeping();
    values.delete('/ingest/tiingo');
    await expect(parameters.read()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'TIINGO_API_KEY: there is no parameter /ingest/tiingo\nSPARE_KEY: there is no parameter /ingest/tiingo',
    });
    values.set('/ingest/tiingo', ' ');
    await expect(parameters.read()).rejects.toThrow('TIINGO_API_KEY: the parameter /ingest/tiingo is empty');
    values.set('/ingest/tiingo', 'first-key');
    expect((await parameters.read()).size).toBe(3);
  });

  it('are taken without the line break that was put there with them', async () => {
    const { parameters, values } = keeping();
    values.set('/ingest/tiingo', ' first-key\n');
    expect((await parameters.read()).get('TIINGO_API_KEY')).toBe('first-key');
  });

  it('that cannot be read are an error the first time, and later those from before are used', async () => {
    const { parameters, clock, state, troubles } = keeping();
    state.failure = new IngestError('NETWORK', 'no answer');
    await expect(parameters.read()).rejects.toThrow('no answer');
    state.failure = null;
    await parameters.read();
    state.failure = new IngestError('NETWORK', 'no answer');
    await clock.advance(keptForMs);
    expect((await parameters.read()).get('TIINGO_API_KEY')).toBe('first-key');
    expect(troubles).toEqual([state.failure]);
    state.failure = new IngestError('CONFIG_INVALID', 'gone');
    await expect(parameters.read()).rejects.toThrow('gone');
  });

  it('are not asked for where there are none', async () => {
    const ask = () => Promise.reject(new Error('nothing is to be asked'));
    const none = keepParameters({ named: [], ask, clock: manualClock(slot), onTrouble: () => {} });
    expect((await none.read()).size).toBe(0);
  });
});
