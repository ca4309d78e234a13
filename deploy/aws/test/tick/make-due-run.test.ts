import { describe, expect, it } from 'vitest';
import { json, providers, tiingoList } from '../../../../packages/cli/test/support/providers.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { makeDueRun } from '../../src/tick/make-due-run.js';
import { down, minute, news, passing, unitApp } from '../support/unit-app.js';

const provider = providers();

/** A function that makes what is due, each time at the time of its clock. */
async function making() {
  const { app, clock } = await unitApp(provider);
  const due = async () => {
    const work = await app.begin();
    const signal = new AbortController().signal;
    const made = makeDueRun({ app, work, scheduledAt: clock.now(), queue: null, signal });
    return passing(clock, made).finally(() => work.end());
  };
  return { due, clock };
}

describe.skipIf(!(await hasDynamo()))('the run that is due', () => {
  it('is made by one of several that are woken together', async () => {
    provider.answer.tiingo = tiingoList(news());
    const { due } = await making();
    const all = await Promise.all([due(), due(), due()]);
    const made = all.filter((one) => one.kind === 'made' && one.made.kind === 'made');
    expect(made).toMatchObject([{ attempt: 0, made: { report: { outcome: 'ok' }, whole: { newStories: 2 } } }]);
  });

  it('is tried again while somebody would be asked, and not while every breaker is open', async () => {
    provider.answer.tiingo = down;
    const { due, clock } = await making();
    expect(await due()).toMatchObject({ kind: 'made', attempt: 0 });
    await clock.advance(minute);
    provider.answer.tiingo = json({ detail: 'Invalid token.' }, 401);
    expect(await due()).toMatchObject({ kind: 'made', attempt: 1, made: { report: { outcome: 'failed' } } });
    await clock.advance(minute);
    expect(await due()).toEqual({ kind: 'nothing' });
  });
});
