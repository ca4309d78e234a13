import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { env } from '@huggingface/transformers';
import { createScorer } from './index.mjs';
import { writeTinyModel } from './tiny-model.mjs';

const folder = mkdtempSync(join(tmpdir(), 'scorer-transformers-'));
const signal = new AbortController().signal;
const headlines = [
  'Acme surges today',
  'Acme slumps',
  'Acme names a chair',
  'Acme gains, Belt falls',
  'x '.repeat(200),
];
let modelPath;
let models = 0;

beforeEach(() => {
  models += 1;
  modelPath = join(folder, `acme${models}`, 'tiny');
});
after(() => rmSync(folder, { recursive: true, force: true }));

const created = (options) => createScorer({ modelPath, version: 'tiny-1', ...options });
const scoresOf = async (scorer, texts = headlines) =>
  (
    await scorer.score(
      texts.map((headline) => ({ headline })),
      { signal },
    )
  ).map((opinion) => opinion?.score ?? null);

/** The model in a folder of its own as the hub has it. Counts what is asked of it. */
async function asHub(work) {
  const published = join(modelPath, '../../published');
  writeTinyModel(published);
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const [, file] = /\/resolve\/main\/(.+)$/.exec(request.url) ?? [];
    const path = join(published, file ?? 'none');
    if (!existsSync(path)) response.writeHead(404).end();
    else response.writeHead(200, { 'content-length': readFileSync(path).length }).end(readFileSync(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { remoteHost } = env;
  env.remoteHost = `http://127.0.0.1:${server.address().port}/`;
  try {
    await work(asked);
  } finally {
    env.remoteHost = remoteHost;
    server.closeAllConnections();
    server.close();
  }
}

test('scores with the package itself: good news above 0, bad below, a text without letters not at all', async () => {
  writeTinyModel(modelPath);
  const scorer = await created();
  assert.equal(`${scorer.name}@${scorer.version}`, 'transformers@tiny-1');
  const [good, bad, neither, mixed, long, empty, digits] = await scoresOf(scorer, [...headlines, ' ', '3.5 %']);
  assert.ok(good > 0.5 && good <= 1, `${good}`);
  assert.ok(bad < -0.5 && bad >= -1, `${bad}`);
  for (const score of [neither, mixed, long]) assert.ok(Math.abs(score) < 0.1, `${score}`);
  assert.deepEqual([empty, digits], [null, null]);
});

test('reads a text up to the longest that the tokenizer says', async () => {
  writeTinyModel(modelPath);
  const scores = await scoresOf(await created(), ['x x', `${'x '.repeat(20)}surges`, `${'x '.repeat(5)}surges`]);
  assert.equal(scores[0], scores[1]);
  assert.notEqual(scores[0], scores[2]);
});

test('says the same of a text each time, in whatever company', async () => {
  writeTinyModel(modelPath);
  const scorer = await created();
  const together = await scoresOf(scorer);
  const apart = [];
  for (const headline of headlines) apart.push(...(await scoresOf(await created(), [headline])));
  assert.deepEqual(together, apart);
  assert.deepEqual((await scoresOf(scorer, headlines.toReversed())).reverse(), together);
});

test('heeds the order of the labels that config.json says', async () => {
  writeTinyModel(modelPath);
  const plain = await scoresOf(await created());
  const outputs = ['neutral', 'positive', 'negative'];
  writeTinyModel(join(folder, 'moved'), { outputs, labels: outputs.map((label) => label.toUpperCase()) });
  const moved = await scoresOf(await created({ modelPath: join(folder, 'moved') }));
  for (const [index, score] of moved.entries()) assert.ok(Math.abs(score - plain[index]) < 1e-6);
  // The same weights under labels that are the other way round.
  writeTinyModel(join(folder, 'turned'), { labels: ['negative', 'positive', 'neutral'] });
  assert.deepEqual(
    await scoresOf(await created({ modelPath: join(folder, 'turned') })),
    plain.map((score) => 0 - score),
  );
});

test('reads the weights that are named, beside the other files or in a folder', async () => {
  for (const file of ['onnx/model_int8.onnx', 'weights.onnx']) {
    writeTinyModel(modelPath, { file });
    assert.ok((await scoresOf(await created({ modelFile: file })))[0] > 0.5);
  }
});

test('states how sure it is where the calibration says so', async () => {
  writeTinyModel(modelPath);
  const items = [{ headline: 'Acme surges' }, { headline: 'Acme names a chair' }];
  const confidences = async (options) =>
    (await (await created(options)).score(items, { signal })).map(({ confidence }) => confidence);
  assert.deepEqual(await confidences({}), [null, null]);
  assert.deepEqual(await confidences({ calibration: [{ atLeast: 0.6, precision: 0.9 }] }), [0.9, null]);
});

test('has a hash of all that makes its opinions', async () => {
  writeTinyModel(modelPath);
  const hash = async (options) => (await created(options)).hash;
  const first = await hash();
  assert.match(first, /^[0-9a-f]{64}$/);
  assert.equal(await hash(), first);
  assert.notEqual(await hash({ calibration: [{ atLeast: 0, precision: 0.5 }] }), first);
  const seen = new Set([first]);
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx']) {
    appendFileSync(join(modelPath, file), '\n');
    seen.add(await hash());
  }
  writeFileSync(join(modelPath, 'onnx/model.onnx_data'), 'large weights');
  seen.add(await hash());
  assert.equal(seen.size, 6);
});

test('ends with the reason of the signal, between two texts as before the first', async () => {
  writeTinyModel(modelPath);
  const scorer = await created();
  let read = 0;
  const many = Array.from({ length: 5000 }, () => ({
    get headline() {
      read += 1;
      return 'Acme surges';
    },
  }));
  const controller = new AbortController();
  const scoring = scorer.score(many, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('enough')), 20);
  await assert.rejects(scoring, { message: 'enough' });
  assert.ok(read < many.length, `${read}`);
  await assert.rejects(scorer.score(many, { signal: controller.signal }), { message: 'enough' });
});

test('a model that cannot be loaded rejects, and is tried again the next time', async () => {
  writeTinyModel(modelPath);
  const weights = join(modelPath, 'onnx/model.onnx');
  const whole = readFileSync(weights);
  const scorer = await created();
  writeFileSync(weights, whole.subarray(0, 100));
  await assert.rejects(scoresOf(scorer));
  writeFileSync(weights, whole);
  assert.ok((await scoresOf(scorer))[0] > 0.5);
});

test('what is wrong is said in one line before a headline is read', async () => {
  writeTinyModel(modelPath, { file: 'onnx/model_int8.onnx' });
  const refused = async (options, said) =>
    assert.rejects(created(options), ({ code, message }) => {
      assert.equal(code, 'CONFIG_INVALID');
      assert.equal(message, `scorer transformers: ${said}`);
      return true;
    });
  await refused({ modelPath: undefined }, 'modelPath: expected the folder of a model');
  await refused({ modelPath: join(folder, 'no') }, `modelPath: there is no folder ${join(folder, 'no')}`);
  await refused({}, `modelFile: ${modelPath} has no onnx/model.onnx; it has onnx/model_int8.onnx`);
  rmSync(join(modelPath, 'tokenizer.json'));
  await refused({}, `modelPath: ${modelPath} has no tokenizer.json, onnx/model.onnx`);
  const named = 'version: expected a name for the fine-tune, such as finbert-int8-1, without white space and @';
  for (const version of [undefined, 'my tune', 'finbert@2']) await refused({ version }, named);
  await refused(
    { model: 'a' },
    'model: no such option; there are modelPath, modelFile, version, calibration, allowDownload',
  );
  const growing = 'calibration: expected a list of { atLeast, precision }, from 0 to 1 each, with atLeast growing';
  for (const calibration of [
    [],
    [{ atLeast: 0.5 }],
    [{ atLeast: 0.5, precision: 90 }],
    [
      { atLeast: 0.9, precision: 0.9 },
      { atLeast: 0.5, precision: 0.5 },
    ],
  ])
    await refused({ calibration }, growing);
  writeTinyModel(modelPath, { labels: ['LABEL_0', 'LABEL_1', 'LABEL_2'] });
  await refused(
    {},
    `modelPath: ${join(modelPath, 'config.json')}: id2label must name negative, neutral, positive once each; it names LABEL_0, LABEL_1, LABEL_2`,
  );
  writeFileSync(join(modelPath, 'config.json'), '{');
  await assert.rejects(created(), { code: 'CONFIG_INVALID' });
});

test('asks nobody for files that are missing, unless it may', () =>
  asHub(async (asked) => {
    await assert.rejects(created(), { code: 'CONFIG_INVALID' });
    writeTinyModel(modelPath);
    // The package asks by itself, unless it is told not to.
    env.allowRemoteModels = true;
    await scoresOf(await created());
    assert.equal(env.allowRemoteModels, false);
    assert.deepEqual(asked, []);
  }));

test('fetches what is missing where it may, once, and reads it from its folder from then on', () =>
  asHub(async (asked) => {
    const scorer = await created({ allowDownload: true });
    assert.ok(asked.length > 0);
    assert.equal(env.allowRemoteModels, false);
    const first = await scoresOf(scorer);
    asked.length = 0;
    assert.deepEqual(await scoresOf(await created({ allowDownload: true })), first);
    assert.deepEqual(await scoresOf(await created()), first);
    assert.deepEqual(asked, []);
  }));

test('says where it could not be fetched from', () =>
  asHub(async () => {
    await assert.rejects(
      created({ allowDownload: true, modelFile: 'onnx/other.onnx' }),
      ({ code, message }) =>
        code === 'CONFIG_INVALID' && message.includes(`tiny could not be fetched from ${env.remoteHost}: `),
    );
  }));
