import { describe, expect, it } from 'vitest';
import { disabledSink, disabledSinks, disableSink, enableSink } from '../../src/delivery/disabled-sink.js';
import { localRegisters } from '../../src/resilience/local-registers.js';

const at = Date.UTC(2026, 5, 4, 14);
const disabledAt = '2026-06-04T14:00:00.000Z';

describe('a disabled sink', () => {
  it('is disabled for its first reason until it is enabled', async () => {
    const registers = localRegisters();
    expect(await disabledSink(registers, 'hook')).toBeNull();
    await disableSink(registers, 'hook', 'it is gone', at);
    await disableSink(registers, 'hook', 'it is still gone', at + 1);
    expect(await disabledSink(registers, 'hook')).toEqual({ sink: 'hook', disabledAt, reason: 'it is gone' });
    expect(await registers.list('')).toEqual([{ name: 'sink/hook', value: { disabledAt, reason: 'it is gone' } }]);
    expect(await enableSink(registers, 'hook')).toBe(true);
    expect(await enableSink(registers, 'hook')).toBe(false);
    expect(await registers.list('')).toEqual([]);
  });

  it('is not taken for another whose name begins alike', async () => {
    const registers = localRegisters();
    await disableSink(registers, 'hook-2', 'it is gone', at);
    expect(await disabledSink(registers, 'hook')).toBeNull();
    expect((await disabledSinks(registers)).map(({ sink }) => sink)).toEqual(['hook-2']);
  });

  it('stays disabled also when nobody can read why', async () => {
    const registers = localRegisters(new Map([['sink/hook', { since: 'long ago' }]]));
    const found = { sink: 'hook', disabledAt: null, reason: 'it was disabled' };
    expect(await disabledSink(registers, 'hook')).toEqual(found);
    expect(await disabledSinks(registers)).toEqual([found]);
  });
});
