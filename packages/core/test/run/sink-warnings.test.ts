import { localRegisters } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/contracts/outbox.js';
import { disableSink } from '../../src/delivery/disabled-sink.js';
import { sinkWarnings } from '../../src/run/sink-warnings.js';
import { startOfDay } from '../support/run-setup.js';
import { smallOutbox } from '../support/small-outbox.js';

const hook = { name: 'hook', deliver: async () => {} };

/** What is said of the sink `hook` when the store holds these deliveries; `reason`: why it is disabled. */
async function warningsFor(rows: readonly Partial<Delivery>[], reason: string | null = null, sinks = [hook]) {
  const { outbox, rows: kept } = smallOutbox();
  const blank = { sink: 'hook', message: '{}', createdAt: startOfDay, attempts: 1, waits: null, settledAt: null };
  rows.forEach((row, index) => {
    kept.push({ ...blank, eventId: String(index), state: 'pending', lastError: null, ...row });
  });
  const registers = localRegisters();
  if (reason !== null) await disableSink(registers, 'hook', reason, startOfDay);
  return sinkWarnings({ outbox, registers, queues: await outbox.queues(), sinks });
}

describe('a sink of the run', () => {
  it('is not spoken of while its deliveries go out or wait', async () => {
    expect(await warningsFor([{}, { state: 'delivered' }])).toEqual([]);
  });

  it('is named while it is disabled, with why and the command', async () => {
    const dead = { state: 'dead', lastError: 'SINK_GONE: hook answers 410' } as const;
    expect(await warningsFor([dead, dead], 'SINK_GONE: hook answers 410')).toEqual([
      'hook is disabled and sent nothing (SINK_GONE: hook answers 410), 2 deliveries given up: take it out of the configuration; if it is back, ingest deliveries retry --sink hook',
    ]);
    expect(await warningsFor([], 'gone')).toEqual([
      expect.stringContaining('hook is disabled and sent nothing (gone):'),
    ]);
  });

  it('is named while deliveries to it are dead, with the last error and the commands', async () => {
    const dead = { state: 'dead', lastError: 'SINK_REJECTED: hook answers 400' } as const;
    expect(await warningsFor([dead, {}])).toEqual([
      '1 delivery to hook given up (SINK_REJECTED: hook answers 400): send what is dead once more with ingest deliveries retry --sink hook, or let go of it with ingest deliveries drop --sink hook',
    ]);
  });
});

it('is silent of what was given up at a sink that is configured no more', async () => {
  expect(await warningsFor([{ state: 'dead' }], 'gone', [])).toEqual([]);
});
