import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { composeScorer } from '../src/compose-scorer.js';
import { loadSettings } from '../src/config/load.js';
import { inEmptyDirectory } from './support/ingest.js';

inEmptyDirectory();
const composed = async (scorer?: string) => composeScorer(await loadSettings({ ...(scorer && { scorer }) }));

it('is the lexicon unless something else is configured, and nobody for none', async () => {
  expect(await composed()).toMatchObject({ name: 'lexicon', isQuick: true });
  expect(await composed('none')).toBeNull();
});

it('is a module of one’s own with its options, whose values are in no message', async () => {
  writeFileSync(
    'gauge.mjs',
    'export const createScorer = ({ path }) => ({ name: "g", version: path, hash: "h", score() {} });',
  );
  writeFileSync('ingest.config.yaml', 'sentiment: { scorer: { use: ./gauge.mjs, options: { path: models/a } } }\n');
  expect(await composed()).toMatchObject({ name: 'g', version: 'models/a' });
  writeFileSync('other.mjs', 'export const createScorer = ({ path }) => { throw new Error(`no ${path}`); };');
  writeFileSync('ingest.config.yaml', 'sentiment: { scorer: { use: ./other.mjs, options: { path: models/a } } }\n');
  const failed = composeScorer(await loadSettings({}));
  await expect(failed).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.not.stringContaining('models/a'),
  });
});

it.each([
  ['export const createScorer = () => ({ name: "g", version: "1", hash: "h" });', 'score must be a function'],
  [
    'export const createScorer = () => ({ name: "g", version: "1", hash: "h", isQuick: 1, score() {} });',
    'isQuick must be true or false, or nothing',
  ],
  ['export const other = 1;', 'the module has no function createScorer'],
])('refuses a module that gives no scorer: %s', async (code, message) => {
  const name = `gauge-${message.length}.mjs`;
  writeFileSync(name, code);
  await expect(composed(`./${name}`)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(message),
  });
});

it('names where the setting stands, and what is meant', async () => {
  await expect(composed('lexikon')).rejects.toMatchObject({
    message: expect.stringMatching(
      /^--scorer: sentiment\.scorer: unknown scorer "lexikon"\n {2}did you mean "lexicon"\?/,
    ),
  });
});
