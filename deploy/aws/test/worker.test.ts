import { type Job, latestSlot, marketCalendar, nextSlot } from '@ingest/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { providers } from '../../../packages/cli/test/support/providers.js';
import { dynamoEndpoint, hasDynamo, temporaryTable, urlOf } from '../../../packages/storage/test/support/dynamodb.js';
import { silence, variables } from './support/unit-app.js';
import { unitQueue } from './support/unit-queue.js';

// What it logs is looked at elsewhere.
vi.mock('pino', async (original) => {
  const { default: pino } = await original<typeof import('pino')>();
  return { default: Object.assign(pino.bind(null), { destination: () => ({ write() {} }) }) };
});

const provider = providers();
const context = { getRemainingTimeInMillis: () => 60_000 };
const schedule = { calendar: marketCalendar('XNYS'), openMs: 300_000, closedMs: 3_600_000 };

describe.skipIf(!(await hasDynamo()))('the worker', () => {
  it('makes the shares of a batch, and buries what is none', async () => {
    silence();
    const { url, messages } = await unitQueue();
    const INGEST_STORE = urlOf(temporaryTable(), (await dynamoEndpoint()) ?? '');
    const all = { ...variables({ INGEST_STORE, INGEST_DEAD_LETTER_URL: url }), ...provider.env() };
    for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.resetModules();
    const { handler } = await import('../src/worker.js');
    const slot = latestSlot(Date.now(), schedule);
    const run = { slot, from: slot - (nextSlot(slot, schedule) - slot), attempt: 0, count: 1 };
    const share: Job = { ...run, index: 0, tickers: ['AAPL'] };
    const attributes = { ApproximateReceiveCount: '1' };
    const Records = [
      { messageId: 'a', receiptHandle: 'a', body: JSON.stringify(share), attributes },
      { messageId: 'b', receiptHandle: 'b', body: 'no share', attributes },
    ];
    expect(await handler({ Records }, context)).toEqual({ batchItemFailures: [] });
    expect(provider.requests).toHaveLength(1);
    expect(messages().map(({ body }) => body)).toEqual(['no share']);
    await expect(handler({}, context)).rejects.toMatchObject({ name: 'CONFIG_INVALID' });
  });
});
