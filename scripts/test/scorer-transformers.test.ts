import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeTinyModel } from '../../examples/extensions/scorer-transformers/tiny-model.mjs';
import { packAll } from '../lib/pack.mjs';
import { root } from '../lib/root.mjs';
import { copyBinding, run } from './support/installed.js';
import { writeFiles } from './support/sample-workspace.js';

const example = join(root, 'examples/extensions/scorer-transformers');
const peer = '@huggingface/transformers';

let app: string;

/** The folder of a user who installed what is published, copied the example there, and has a model. */
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'ingest-transformers-'));
  const tarballs: Record<string, string> = packAll(join(app, 'tarballs'));
  writeFiles(app, { 'package.json': { name: 'app', private: true, type: 'module' } });
  cpSync(example, join(app, 'scorer'), { recursive: true });
  const packed = run(join(app, 'scorer'), 'npm', ['pack', '--silent', '--pack-destination', app]).stdout.trim();
  const { peerDependencies } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'));
  // Half a gigabyte, from the cache of npm where it is there already. No script of a package runs: none is needed.
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  const wanted = [...Object.values(tarballs), join(app, packed), `${peer}@${peerDependencies[peer]}`];
  run(app, 'npm', ['install', ...flags, ...wanted]);
  copyBinding(join(app, 'node_modules/better-sqlite3'));
  writeTinyModel(join(app, 'models/tiny'));
});

afterAll(() => rmSync(app, { recursive: true, force: true }));

test.each(readdirSync(example).filter((file) => file.endsWith('.test.mjs')))(
  '%s of the example passes with the package itself',
  (file) => {
    const { stdout } = run(app, 'node', ['--test', '--test-reporter=tap', `scorer/${file}`]);
    expect(stdout).toMatch(/^# fail 0$/m);
    expect(stdout).toMatch(/^# skipped 0$/m);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(5);
  },
);

test('the example brings its modules, and no test', () => {
  const { files } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'));
  const brought = readdirSync(join(app, 'node_modules/@acme/ingest-scorer-transformers'));
  expect(brought.sort()).toEqual([...files, 'package.json'].sort());
});

const options = { modelPath: 'models/tiny', version: 'tiny-1' };
const day = ['run', '--replay', join(root, 'examples/demo-day')];

test.each([
  ['path', './scorer/index.mjs'],
  ['package', '@acme/ingest-scorer-transformers'],
])('named by %s it scores the shipped recording, and the items say who scored', (by, use) => {
  const chosen = ['--config', configure(by, { use, options }), '--store', `sqlite:${by}.db`];
  expect(ingest([...day, ...chosen, '--quiet']).stderr).toBe('');
  const items = itemsOf(chosen);
  expect(new Set(items.map(({ sentiment }) => sentiment?.model))).toEqual(new Set(['transformers@tiny-1']));
  expect(items.every(({ sentiment }) => sentiment?.confidence === null)).toBe(true);
  const slip = items.find(({ headline }) => headline === 'Chip makers slip as export rules are tightened');
  expect(slip?.sentiment).toMatchObject({ label: 'negative', origin: 'derived' });
  const { stdout } = ingest(['items', ...chosen, '--sentiment', 'negative']);
  expect(stdout).toMatch(/- 0\.\d\d not stated/);
});

test('what is wrong with options, folder or package ends with 2 before the run', () => {
  const refused = (name: string, given: object) => {
    const config = configure(name, { use: './scorer/index.mjs', options: { ...options, ...given } });
    return ingest([...day, '--config', config, '--store', 'sqlite:none.db'], 2).stderr;
  };
  expect(refused('nowhere', { modelPath: 'models/none' })).toContain(
    `scorer transformers: modelPath: there is no folder ${join(realpathSync(app), 'models/none')}`,
  );
  expect(refused('typo', { modelfile: 'a.onnx' })).toContain('modelfile: no such option');
  const installed = join(app, 'node_modules', peer);
  renameSync(installed, `${installed}-away`);
  try {
    expect(refused('missing', {})).toContain(`the package ${peer} is not installed: npm install ${peer}@4`);
  } finally {
    renameSync(`${installed}-away`, installed);
  }
  expect(readdirSync(app)).not.toContain('none.db');
});

test('with weights that are no model the run goes on without scores, and says so', () => {
  writeTinyModel(join(app, 'models/broken'));
  writeFileSync(join(app, 'models/broken/onnx/model.onnx'), 'no model');
  const broken = { use: './scorer/index.mjs', options: { ...options, modelPath: 'models/broken' } };
  const chosen = ['--config', configure('broken', broken), '--store', 'sqlite:broken.db'];
  const { stdout } = ingest([...day, ...chosen, '--json']);
  expect(stdout).toContain('because the scorer transformers@tiny-1 failed');
  expect(itemsOf(chosen).filter(({ sentiment }) => sentiment != null)).toEqual([]);
});

interface Item {
  readonly headline: string;
  readonly sentiment?: {
    readonly model: string;
    readonly label: string;
    readonly origin: string;
    readonly confidence: number | null;
  } | null;
}

/** What the recording left in the store: all of its stories. */
function itemsOf(chosen: readonly string[]): readonly Item[] {
  const items: readonly Item[] = JSON.parse(ingest(['items', ...chosen, '--json']).stdout);
  expect(items.length).toBeGreaterThan(40);
  return items;
}

/** JSON is a part of YAML. */
function configure(name: string, scorer: object): string {
  const file = `${name}.yaml`;
  writeFileSync(join(app, file), JSON.stringify({ tickers: ['AAPL'], sentiment: { scorer } }));
  return file;
}

function ingest(args: readonly string[], expected = 0) {
  return run(app, 'npx', ['--no-install', 'ingest', ...args], expected);
}
