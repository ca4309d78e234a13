import { json } from '../../../../packages/cli/test/e2e/faults/support/answers.js';
import { finnhubList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { finnhubItem } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { type AwsWorld, type DeployOptions, minute } from './aws-world.js';
import { toldBy } from './lines.js';
import { storiesIn } from './stories.js';
import { unpublishedIn } from './unpublished.js';

/**
 * Deploys the scheduler and ticks once, while the first source refuses its key and the second one has a story. What is wrong with
 * what came of it, each in one line; nothing where there is a row, a message, an alert, every metric, and no failure.
 */
export async function problemsOfRun(world: AwsWorld, options: DeployOptions = {}): Promise<readonly string[]> {
  world.providers.tiingo.plays(whenever(json({ detail: 'Invalid token.' }, { status: 401 })));
  const item = finnhubItem({ id: 7, at: world.now() - minute, tickers: ['AAPL'] });
  world.providers.finnhub.plays(whenever(finnhubList([item])));
  const scheduler = await world.deploy('scheduler', {
    ...options,
    // With the quotas of its plan, so that these are told, too.
    env: { INGEST_CONFIG: world.configuration({ plan: 'free' }), ...options.env },
  });
  const ran = await scheduler.tick();
  if (ran.error !== null) return [`failed: ${ran.error.errorType}: ${ran.error.errorMessage}`];
  const { points } = toldBy(ran);
  const [news, alerts] = [world.messaging.news(), world.messaging.alerts()];
  return [
    ...((await storiesIn(world)).length === 1 ? [] : ['no row']),
    ...(news.length === 1 && news[0]?.attributes.isFailover === 'true' ? [] : ['no message']),
    ...(alerts.length === 1 && alerts[0]?.attributes.kind === 'AUTH_FAILED' ? [] : ['no alert']),
    ...unpublishedIn(points).map((name) => `no metric ${name}`),
  ];
}
