import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { providers } from '../../../packages/cli/test/support/providers.js';
import { dynamoEndpoint, hasDynamo, temporaryTable, urlOf } from '../../../packages/storage/test/support/dynamodb.js';
import { silence, variables } from './support/unit-app.js';

// What it logs is looked at elsewhere.
vi.mock('pino', async (original) => {
  const { default: pino } = await original<typeof import('pino')>();
  return { default: Object.assign(pino.bind(null), { destination: () => ({ write() {} }) }) };
});

const provider = providers();
const hasTable = await hasDynamo();
const context = { getRemainingTimeInMillis: () => 60_000 };

/** The module as Lambda loads it, with these variables. */
async function loaded(changes: Record<string, string> = {}) {
  silence();
  const all = { ...variables(changes), ...provider.env(), AWS_REGION: 'us-east-1' };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.resetModules();
  return (await import('../src/scheduler.js')).handler;
}

describe('the scheduler', () => {
  it('loads with variables that are wrong, and names them with each event', async () => {
    const handler = await loaded({ INGEST_STORE: '' });
    for (const _ of [1, 2])
      await expect(handler({}, context)).rejects.toMatchObject({
        name: 'CONFIG_INVALID',
        message: expect.stringContaining('INGEST_STORE: it is set to nothing'),
      });
  });

  it.skipIf(!hasTable)('makes what is due for the schedule, or by hand, and refuses another event', async () => {
    const INGEST_STORE = urlOf(temporaryTable(), (await dynamoEndpoint()) ?? '');
    const handler = await loaded({ INGEST_STORE });
    expect(await handler({ scheduledAt: new Date().toISOString() }, context)).toMatchObject({ outcome: 'ok' });
    expect(await handler({}, context)).toMatchObject({ outcome: expect.stringMatching(/^(?:idle|ok)$/) });
    expect(await handler(null, context)).toMatchObject({ outcome: expect.stringMatching(/^(?:idle|ok)$/) });
    await expect(handler({ scheduledAt: '<aws.scheduler.scheduled-time>' }, context)).rejects.toMatchObject({
      name: 'CONFIG_INVALID',
      message: expect.stringContaining('the input of the schedule has to be {"scheduledAt"'),
    });
  });
});
