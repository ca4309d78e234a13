import { describe, expect, it } from 'vitest';
import { json } from '../../../../packages/cli/test/e2e/faults/support/answers.js';
import { tiingoList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { tiingoItems } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { answer, forever, whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { finnhubKey, tiingoKey } from '../../../../packages/cli/test/support/providers.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { awsWorld, inSession, minute } from '../support/aws-world.js';
import { parameterNames } from '../support/policies.js';
import { storiesIn } from '../support/stories.js';

describe.skipIf(!(await hasDynamo()))('keys, in the function as it is deployed', () => {
  const world = awsWorld();
  const keysSent = () =>
    world.providers.asked.map(({ headers }) => headers.authorization ?? headers['x-finnhub-token']);

  it('are read from parameters and secrets once in five minutes, and sent to their source', async () => {
    world.providers.tiingo.plays(forever(json([])));
    const scheduler = await world.deploy('scheduler');
    const readings = () => world.aws.calls.filter(({ operation }) => operation === 'GetParameters').length;
    for (const passed of [0, 1, 4]) {
      world.setClock(inSession + passed * minute);
      expect((await scheduler.tick()).error).toBeNull();
    }
    expect([keysSent(), readings()]).toEqual([[`Token ${tiingoKey}`], 1]);
    world.keepsSecret(changedKey);
    world.parameters.values.set(parameterNames.TIINGO_API_KEY, changedKey);
    world.setClock(inSession + 6 * minute);
    await scheduler.tick();
    expect([keysSent(), readings()]).toEqual([[`Token ${tiingoKey}`, `Token ${changedKey}`], 2]);
  });

  it('that are missing are named, with their parameter, and found once they are there', async () => {
    world.providers.tiingo.plays(forever(json([])));
    world.parameters.values.delete(parameterNames.TIINGO_API_KEY);
    const scheduler = await world.deploy('scheduler');
    const { error } = await scheduler.tick();
    expect(error).toMatchObject({ errorType: 'CONFIG_INVALID' });
    expect(error?.errorMessage).toContain(`TIINGO_API_KEY: there is no parameter ${parameterNames.TIINGO_API_KEY}`);
    world.parameters.values.set(parameterNames.TIINGO_API_KEY, tiingoKey);
    expect((await scheduler.tick()).error).toBeNull();
    expect(keysSent()).toHaveLength(1);
  });

  it('that a source refuses are an alert, and one that was changed is taken and ends it', async () => {
    const news = tiingoList(tiingoItems(1, { now: world.now() }));
    const guarded = answer('news for the new key alone', (exchange) => {
      const isNew = exchange.request.headers.authorization === `Token ${changedKey}`;
      (isNew ? news : json({ detail: 'Invalid token.' }, { status: 401 })).play(exchange);
    });
    world.providers.tiingo.plays(forever(guarded));
    world.providers.finnhub.plays(whenever(json([])));
    const scheduler = await world.deploy('scheduler');
    expect((await scheduler.tick()).error).toBeNull();
    const alerts = () =>
      world.messaging.alerts().map(({ event: { data } }) => `${data.kind} ${data.source} ${data.state}`);
    expect(alerts()).toEqual(['AUTH_FAILED tiingo firing']);
    world.parameters.values.set(parameterNames.TIINGO_API_KEY, changedKey);
    // Not yet five minutes since the keys were read.
    world.setClock(inSession + 5 * minute);
    expect((await scheduler.tick()).error).toBeNull();
    expect(await storiesIn(world)).toHaveLength(1);
    expect(alerts()).toEqual(['AUTH_FAILED tiingo firing', 'AUTH_FAILED tiingo resolved']);
    expect(keysSent()).toContain(finnhubKey);
    world.keepsSecret(changedKey);
  });
});

const changedKey = 'tiingo-key-after-the-change';
