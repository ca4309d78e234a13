import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startReceiver } from '../../examples/extensions/sink-email/smtp-receiver.mjs';
import { packAll } from '../lib/pack.mjs';
import { root } from '../lib/root.mjs';
import { acmeKey, startAcmeApi } from './support/acme-api.js';
import { run } from './support/installed.js';
import { writeFiles } from './support/sample-workspace.js';

const examples = ['source-acme', 'store-jsonl', 'sink-email', 'scorer-words'];

let app: string;
let api: Awaited<ReturnType<typeof startAcmeApi>>;
let mails: Awaited<ReturnType<typeof startReceiver>>;

/** The folder of a user who installed what is published, and copied the examples there. */
beforeAll(async () => {
  app = mkdtempSync(join(tmpdir(), 'ingest-extensions-'));
  const tarballs: Record<string, string> = packAll(join(app, 'tarballs'));
  writeFiles(app, { 'package.json': { name: 'app', private: true, type: 'module' } });
  cpSync(join(root, 'examples/extensions'), join(app, 'extensions'), { recursive: true });
  const packed = examples.map((name) => {
    const { stdout } = run(join(app, 'extensions', name), 'npm', ['pack', '--silent', '--pack-destination', app]);
    return join(app, stdout.trim());
  });
  // No script of a package runs: the examples and what they bring need none.
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  run(app, 'npm', ['install', ...flags, ...Object.values(tarballs), ...packed]);
  [api, mails] = await Promise.all([startAcmeApi(), startReceiver()]);
});

afterAll(async () => {
  api?.close();
  await mails?.stop();
  rmSync(app, { recursive: true, force: true });
});

describe('an example', () => {
  test.each(examples)('%s passes its suite from what is published', (name) => {
    const { stdout } = run(app, 'node', ['--test', '--test-reporter=tap', `extensions/${name}/conformance.test.mjs`]);
    expect(stdout).toMatch(/^# fail 0$/m);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(15);
  });

  test('brings its modules, and neither tests nor a script that is run when it is installed', () => {
    for (const name of [
      '@acme/ingest-source',
      '@acme/ingest-store-jsonl',
      '@acme/ingest-sink-email',
      '@acme/ingest-scorer-words',
      'nodemailer',
    ]) {
      const folder = join(app, 'node_modules', name);
      const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      expect(Object.keys(scripts).filter((script) => /^(?:pre|post)?install$/.test(script))).toEqual([]);
      if (name.startsWith('@acme')) expect(readdirSync(folder).filter((file) => file.includes('test'))).toEqual([]);
    }
  });
});

describe.each([
  [
    'path',
    './extensions/source-acme/index.mjs',
    './extensions/store-jsonl/index.mjs',
    './extensions/sink-email/index.mjs',
  ],
  ['package', '@acme/ingest-source', '@acme/ingest-store-jsonl', '@acme/ingest-sink-email'],
])('a configuration that names the examples by %s', (by, source, store, sink) => {
  const config = `${by}.yaml`;
  const journal = `${by}.jsonl`;
  beforeAll(() => {
    const mail = { host: '127.0.0.1', port: mails.port, from: 'ingest@a.example', to: `${by}@a.example` };
    const settings = {
      tickers: ['CLDR', 'BELT'],
      sources: [{ use: source, baseUrl: api.url }],
      store: { use: store, options: { path: journal } },
      sinks: [{ use: sink, ...mail }],
    };
    // JSON is a part of YAML.
    writeFileSync(join(app, config), JSON.stringify(settings));
  });

  test('collects into the store and sends a mail, once', async () => {
    const first = await ingest('run', '--config', config, '--json');
    expect(first).toMatchObject({
      exitCode: 0,
      report: {
        outcome: 'ok',
        items: { new: 3, rejected: 1 },
        sources: [{ source: 'acme', requests: 2 }],
        notifications: { dead: 0, pending: 0 },
      },
    });
    const sent = mails.mails.filter((mail) => mail.includes(`To: ${by}@a.example`));
    expect(sent.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1])).toContain('2 new stories for BELT, CLDR');
    const lines = readFileSync(join(app, journal), 'utf8').trimEnd().split('\n');
    expect(lines.every((line) => JSON.parse(line) !== null)).toBe(true);
    expect(lines.join('\n')).not.toContain(acmeKey);

    const again = await ingest('run', '--config', config, '--json');
    expect(again.report).toMatchObject({ outcome: 'ok', items: { new: 0, duplicate: 3 } });
    expect(mails.mails.filter((mail) => mail.includes(`To: ${by}@a.example`))).toHaveLength(sent.length);
  });

  test('is read by the other commands', async () => {
    const { stdout } = await ingest('items', '--config', config, '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { headline: 'Calder Motors opens a plant near the northern port', source: 'acme' },
      { headline: 'Belt Rail orders forty engines' },
      { headline: 'Belt Rail names a chair' },
    ]);
    expect((await ingest('db', 'check', '--config', config)).exitCode).toBe(0);
    expect((await ingest('doctor', '--config', config)).stdout).toContain('key accepted');
  });

  test('says what is wrong with a key, and never which it is', async () => {
    const env = { ACME_API_KEY: 'a-wrong-key-of-acme' };
    const { exitCode, stdout, stderr } = await ingest('doctor', '--config', config, env);
    expect(stdout).toContain('AUTH_FAILED');
    expect(stdout).toContain('https://acme-news.example/account');
    expect(stdout + stderr).not.toContain(env.ACME_API_KEY);
    expect(exitCode).not.toBe(0);
  });
});

/** Runs the packed command beside this process, whose servers have to answer it meanwhile. */
async function ingest(...args: readonly (string | Readonly<Record<string, string>>)[]) {
  const env = args.find((arg) => typeof arg === 'object');
  const child = spawn('npx', ['--no-install', 'ingest', ...args.filter((arg) => typeof arg === 'string')], {
    cwd: app,
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ACME_API_KEY: acmeKey, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const report: unknown = stdout.startsWith('{') ? JSON.parse(stdout) : stderr;
  return { exitCode, stdout, stderr, report };
}
