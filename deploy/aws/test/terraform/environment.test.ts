import { describe, expect, it } from 'vitest';
import { type FunctionName, readEnvironment, variableNames } from '../../src/environment.js';
import { type Edit, readConfiguration } from './support/configuration.js';
import { edited } from './support/edited.js';
import { least, most } from './support/given.js';
import { plan } from './support/plan.js';

const functions = ['scheduler', 'worker'] as const satisfies readonly FunctionName[];

type Variables = Readonly<Record<string, string>>;

/** What a function is told by its environment. */
async function variablesOf(name: FunctionName, given: object, edit?: Edit): Promise<Variables> {
  const { one } = plan(await readConfiguration(edit), { ...least, ...given });
  const made = one(`module.functions.aws_lambda_function.${name}`);
  const [{ variables }] = made.environment as readonly [{ readonly variables: Variables }];
  return variables;
}

/** As AWS would fill them in. */
function filledIn(variables: Variables): Variables {
  const entries = Object.entries(variables).map(([name, value]) => [
    name,
    value
      .replace(/^<.*\.url>$/, 'https://sqs.eu-central-1.amazonaws.com/123456789012/ingest-shares')
      .replace(/^<.*\.arn>$/, 'arn:aws:sns:eu-central-1:123456789012:ingest-news'),
  ]);
  return Object.fromEntries(entries);
}

describe('the environment', () => {
  it.each(functions)('sets each variable that the %s reads, and no other', async (name) => {
    expect(Object.keys(await variablesOf(name, most)).sort()).toEqual([...variableNames(name)].sort());
  });

  it.each(functions)('is what the %s takes, with much given and with little', async (name) => {
    for (const given of [least, most]) {
      const variables = filledIn(await variablesOf(name, given));
      expect(() => readEnvironment(name, variables)).not.toThrow();
      for (const value of Object.values(variables)) expect(value).not.toMatch(/^$|<|null/);
    }
  });

  it('names where the keys are, and holds none', async () => {
    const { variables } = readEnvironment('scheduler', filledIn(await variablesOf('scheduler', most)));
    expect(variables.INGEST_PARAMETERS).toEqual([
      { variable: 'TIINGO_API_KEY', parameter: '/ingest/tiingo' },
      { variable: 'FINNHUB_API_KEY', parameter: '/aws/reference/secretsmanager/ingest/finnhub' },
    ]);
  });

  it('would be found to lack a variable', async () => {
    const edit = edited('main.tf', '    INGEST_NEWS_TOPIC        = module.topics.news_arn\n');
    const found = Object.keys(await variablesOf('worker', most, edit));
    expect(variableNames('worker').filter((name) => !found.includes(name))).toEqual(['INGEST_NEWS_TOPIC']);
  });

  it('would be found to set one that nobody reads', async () => {
    const edit = edited('main.tf', '    INGEST_MODE  ', '    INGEST_MODUS = "x"\n    INGEST_MODE  ');
    const found = Object.keys(await variablesOf('scheduler', most, edit));
    expect(found.filter((name) => !variableNames('scheduler').includes(name))).toEqual(['INGEST_MODUS']);
  });

  it('would be found to leave a function without its queue', async () => {
    const edit = edited(
      'main.tf',
      'INGEST_DEAD_LETTER_URL = module.queue.dead_letters_url',
      'INGEST_DEAD_LETTER_URL = ""',
    );
    const variables = filledIn(await variablesOf('worker', most, edit));
    expect(() => readEnvironment('worker', variables)).toThrow('INGEST_DEAD_LETTER_URL');
  });
});
