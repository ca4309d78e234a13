import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { reopening, storeCases } from '@ingest/storage/conformance';
import { createStore } from './index.mjs';

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

test('a lock that a dead process left behind is taken over', () =>
  inFolder(async (path) => {
    writeFileSync(`${path}.lock`, '4194305');
    const store = createStore({ path });
    await store.open({ create: true });
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
