import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { reopening, storeCases } from '@ingest/storage/conformance';
import { createStore } from './index.mjs';
import { withLock } from './lock.mjs';

/** Does the work in a folder of its own. */
async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'store-jsonl-'));
  try {
    await work(join(folder, 'news.jsonl'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const subjectAt = (path) => ({ connect: () => createStore({ path }) });

describe('a fresh store', () => {
  for (const { name, run } of storeCases) test(name, () => inFolder((path) => run(subjectAt(path))));
});

describe('a store opened again before every operation', () => {
  for (const { name, run } of storeCases) test(name, () => inFolder((path) => run(reopening(subjectAt(path)))));
});

test('a step that a crash cut off never happened, and what comes next takes its place', () =>
  inFolder(async (path) => {
    const store = createStore({ path });
    await store.open({ create: true });
    await store.registers.change('a', () => ({ after: 1, result: null }));
    appendFileSync(path, '["register",["a",');
    await store.registers.change('b', () => ({ after: 2, result: null }));
    await store.close();
    const again = createStore({ path });
    await again.open({ create: false });
    assert.deepEqual(await again.registers.list(''), [
      { name: 'a', value: 1 },
      { name: 'b', value: 2 },
    ]);
    await again.close();
  }));

test('a file that is no journal is left as it is', () =>
  inFolder(async (path) => {
    writeFileSync(path, 'my diary\n');
    await assert.rejects(createStore({ path }).open({ create: true }), { code: 'STORE_SCHEMA' });
    assert.equal(readFileSync(path, 'utf8'), 'my diary\n');
  }));

/** No process has this number: it is larger than any. */
const deadProcess = 4_194_305;

for (const [how, text] of [
  ['a dead process', `${deadProcess}-1-1`],
  ['a power cut', ''],
])
  test(`a lock that ${how} left behind is taken over`, () =>
    inFolder(async (path) => {
      writeFileSync(`${path}.lock`, text);
      const store = createStore({ path });
      await store.open({ create: true });
      await store.close();
      assert.deepEqual(readdirSync(dirname(path)), ['news.jsonl']);
    }));

test('a lock that is left behind is taken over also from who died while taking it over', () =>
  inFolder(async (path) => {
    writeFileSync(`${path}.lock`, `${deadProcess}-1-1`);
    writeFileSync(`${path}.lock.of-${deadProcess}-1-1`, `${deadProcess}-1-2`);
    await withLock(`${path}.lock`, async () => {});
    assert.deepEqual(readdirSync(dirname(path)), []);
  }));

test('who found a lock left behind does not remove the one that was taken since', () =>
  inFolder(async (path) => {
    writeFileSync(`${path}.lock`, `${deadProcess}-1-1`);
    const [found, goOn, inside] = ['found', 'go-on', 'inside'].map((name) => `${path}.${name}`);
    const slow = run(`
      import { existsSync, writeFileSync } from 'node:fs';
      import { withLock } from ${JSON.stringify(import.meta.resolve('./lock.mjs'))};
      const kill = process.kill;
      process.kill = (...asked) => {
        try {
          return kill(...asked);
        } finally {
          writeFileSync(${JSON.stringify(found)}, '');
          while (!existsSync(${JSON.stringify(goOn)}));
        }
      };
      await withLock(${JSON.stringify(`${path}.lock`)}, () => writeFileSync(${JSON.stringify(inside)}, ''));
    `);
    while (!existsSync(found)) await wait(1);
    await withLock(`${path}.lock`, async () => {
      writeFileSync(goOn, '');
      await wait(200);
      assert.ok(!existsSync(inside), 'two hold the lock');
    });
    assert.equal(await slow, 0);
    assert.ok(existsSync(inside));
  }));

test('of many processes one at a time holds the lock, however many die with it', () =>
  inFolder(async (path) => {
    const [processes, rounds] = [6, 25];
    writeFileSync(path, '0');
    const ends = Array.from({ length: processes }, () => lockAndDie(path, rounds));
    writeFileSync(`${path}.go`, '');
    assert.deepEqual(await Promise.all(ends), Array(processes).fill('SIGKILL'));
    assert.equal(readFileSync(path, 'utf8'), String(processes * rounds));
  }));

/**
 * A process that counts to the file under its lock and leaves the lock behind each time, as the dead do, until it is killed with
 * it. Gives what it ended with.
 */
function lockAndDie(path, rounds) {
  return run(`
    import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
    import { setTimeout as wait } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(import.meta.resolve('./lock.mjs'))};
    const path = ${JSON.stringify(path)};
    while (!existsSync(path + '.go')) await wait(1);
    for (let round = 1; round <= ${rounds}; round += 1)
      await new Promise((next, fail) => withLock(path + '.lock', async () => {
        closeSync(openSync(path + '.inside', 'wx'));
        const count = Number(readFileSync(path, 'utf8'));
        await wait(1);
        writeFileSync(path, String(count + 1));
        rmSync(path + '.inside');
        if (round === ${rounds}) process.kill(process.pid, 'SIGKILL');
        writeFileSync(path + '.lock', '${deadProcess}-' + process.pid + '-' + round);
        next();
        return new Promise(() => {});
      }).catch(fail));
  `);
}

/** Runs a module in a process of its own. Gives what it ended with, a signal or a number. */
function run(text) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
}

for (const [what, line] of [
  ['is no JSON', '["register",'],
  ['names a step that there is none of', '["unheard-of",[]]'],
])
  test(`a line that ${what} is said of every operation, and nothing is taken for what the store holds`, () =>
    inFolder(async (path) => {
      const store = createStore({ path });
      await store.open({ create: true });
      await store.registers.change('a', () => ({ after: 1, result: null }));
      appendFileSync(path, `${line}\n["register",["b",2]]\n`);
      const before = readFileSync(path, 'utf8');
      const corrupt = { code: 'STORE_CORRUPT', hint: /backup/ };
      for (let times = 0; times < 2; times += 1) {
        await assert.rejects(store.registers.list(''), corrupt);
        await assert.rejects(
          store.registers.change('c', () => ({ after: 3, result: null })),
          corrupt,
        );
      }
      assert.equal(readFileSync(path, 'utf8'), before);
      await store.close();
    }));

test('a journal that cannot be read is told as such, and as nothing else', () =>
  inFolder(async (path) => {
    const store = createStore({ path });
    await store.open({ create: true });
    rmSync(path);
    await assert.rejects(store.registers.list(''), { code: 'STORE_UNAVAILABLE' });
    await store.close();
  }));

test('a backup is a store like the one that it was made of, and overwrites nothing', () =>
  inFolder(async (path) => {
    const store = createStore({ path });
    await store.open({ create: true });
    await store.registers.change('a', () => ({ after: 1, result: null }));
    await store.maintenance.backup(`${path}.copy`);
    await assert.rejects(store.maintenance.backup(`${path}.copy`), { code: 'EEXIST' });
    await store.close();
    const copy = createStore({ path: `${path}.copy` });
    await copy.open({ create: false });
    assert.deepEqual(await copy.registers.list(''), [{ name: 'a', value: 1 }]);
    await copy.close();
  }));
