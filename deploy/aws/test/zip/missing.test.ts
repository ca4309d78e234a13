import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { variableNames } from '../../src/environment.js';
import { awsWorld } from '../support/aws-world.js';
import { builtZip } from '../support/built-functions.js';
import { problemsOfRun } from '../support/check-run.js';

describe.skipIf(!(await hasDynamo()))('the scheduler as it is deployed', () => {
  const world = awsWorld();

  it('leaves a row, a message, an alert and every metric, and asks for nothing that it may not do', async () => {
    expect(await problemsOfRun(world)).toEqual([]);
    expect(world.aws.refused).toEqual([]);
  });

  it.for([
    ['the client of DynamoDB', 'DynamoDB_20120810'],
    ['the client of SNS', 'SNSClient'],
    ['the client of Systems Manager', 'AmazonSSM'],
    ['the adapter of a source', '/tiingo/news'],
    ['the log', 'pino'],
  ] as const)('is found to lack %s when that is not in the zip', async ([, text]) => {
    expect(await problemsOfRun(world, { zip: zipWithout(text) })).toEqual([expect.stringMatching(/^failed: /)]);
  });

  it.for([
    ['INGEST_STORE', /^failed: CONFIG_INVALID: INGEST_STORE: it is not set/],
    ['INGEST_TICKERS', /^failed: CONFIG_INVALID: .*tickers/i],
    ['INGEST_PARAMETERS', /^failed: CONFIG_INVALID: .*TIINGO_API_KEY/],
    ['INGEST_NEWS_TOPIC', /^no message$/],
    ['INGEST_ALERTS_TOPIC', /^no alert$/],
  ] as const)('is found to lack %s when that is not set', async ([variable, found]) => {
    const problems = await problemsOfRun(world, { env: { [variable]: undefined } });
    expect(problems).toContainEqual(expect.stringMatching(found));
  });

  it('names each variable that is set to nothing, before it does anything', async () => {
    const names = variableNames('scheduler');
    const scheduler = await world.deploy('scheduler', { env: Object.fromEntries(names.map((name) => [name, ''])) });
    const { error } = await scheduler.tick();
    expect(error?.errorType).toBe('CONFIG_INVALID');
    for (const name of names) expect(error?.errorMessage).toContain(`${name}: `);
    expect(world.aws.calls).toEqual([]);
  });

  it.for([
    ['dynamodb:PutItem', /^failed: STORE_\w+: .*dynamodb:PutItem/],
    ['sns:Publish', /^no message$/],
    ['ssm:GetParameters', /^failed: FORBIDDEN: .*ssm:GetParameters/],
  ] as const)('is found to lack the right to %s when its role does not have it', async ([action, found]) => {
    world.deny('scheduler', action);
    expect(await problemsOfRun(world)).toContainEqual(expect.stringMatching(found));
  });

  it('is found to lack a metric that it does not write', async () => {
    expect(await problemsOfRun(world, { zip: zipWith('DataStale', 'DataStole') })).toEqual(['no metric DataStale']);
  });
});

type Files = Readonly<Record<string, Uint8Array>>;

/** The zip of the scheduler without the files that hold a text; the one that Lambda calls stays. */
function zipWithout(text: string): Uint8Array {
  return changedZip((files) =>
    Object.fromEntries(
      Object.entries(files).filter(([name, bytes]) => name === 'scheduler.mjs' || !Buffer.from(bytes).includes(text)),
    ),
  );
}

/** The same with another word in the place of one. */
function zipWith(word: string, other: string): Uint8Array {
  return changedZip((files) =>
    Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [
        name,
        Buffer.from(bytes).includes(word) ? Buffer.from(Buffer.from(bytes).toString().replaceAll(word, other)) : bytes,
      ]),
    ),
  );
}

function changedZip(change: (files: Files) => Files): Uint8Array {
  const files = unzipSync(readFileSync(builtZip('scheduler')));
  const changed = change(files);
  const isSame = Object.keys(files).every((name) => changed[name] === files[name]);
  if (isSame) throw new Error('nothing was changed in the zip');
  return zipSync(changed, { level: 0 });
}
