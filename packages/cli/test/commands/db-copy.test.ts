import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createStore } from '@ingest/storage';
import { describe, expect, it } from 'vitest';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const replayed = (store: string) => ingest('run', '--replay', demoDay, '--store', store, '--quiet');
const copy = (...args: string[]) => ingest('db', 'copy', ...args);

async function withStore<T>(path: string, work: (store: Awaited<ReturnType<typeof createStore>>) => Promise<T>) {
  const store = await createStore(path);
  await store.open({ create: true });
  return work(store).finally(() => store.close());
}

describe('db copy', () => {
  it('copies everything, shows how much of it, and that both are the same', async () => {
    await replayed('news.db');
    const { exitCode, stdout, stderr } = await copy('sqlite:news.db', 'sqlite:moved.db');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/copying news\.db to moved\.db: let both rest until it is done/);
    expect(stdout).toMatch(/ stories +47 +47\n/);
    expect(stdout).toMatch(/ events +8 +8\n/);
    expect(stdout).toMatch(/✓ copied news\.db to moved\.db: 47 stories, both 1:[0-9a-f]{64}\n$/);
    const digestOf = async (store: string) => (await ingest('db', 'digest', '--store', store, '--json')).stdout;
    expect(await digestOf('moved.db')).toBe(await digestOf('news.db'));
    expect((await ingest('db', 'check', '--store', 'moved.db', '--json')).json()).toMatchObject({ problems: [] });
  });

  it('leaves a store on which runs go on: what was read comes again as duplicates', async () => {
    await replayed('news.db');
    await copy('news.db', 'moved.db', '--quiet');
    const again = (await ingest('run', '--replay', demoDay, '--store', 'moved.db', '--json')).json<
      { items: object }[]
    >();
    expect(again.map(({ items }) => items)).toEqual(
      again.map(() => expect.objectContaining({ new: 0, collisions: 0, revised: 0, rejected: 0 })),
    );
  });

  it('prints one JSON value', async () => {
    await replayed('news.db');
    const { exitCode, stderr, json } = await copy('news.db', 'moved.db', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { from, to, kind, differences, counts, digests, isContinued } = json<Record<string, never>>();
    expect({ from, to, kind, differences, isContinued }).toEqual({
      from: 'news.db',
      to: 'moved.db',
      kind: 'copied',
      differences: [],
      isContinued: false,
    });
    expect(counts).toMatchObject({ from: { stories: 47, events: 8 }, to: { stories: 47, events: 8 } });
    expect(digests).toMatchObject({ from: { stories: 47 }, to: { stories: 47 } });
  });

  it('copies only to what is empty, and leaves what is not as it is', async () => {
    await replayed('news.db');
    await copy('news.db', 'moved.db');
    const { exitCode, stderr } = await copy('news.db', 'moved.db');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('the store moved.db is not empty')]);
    expect(stderr).not.toContain('copying');
    await ingest('db', 'migrate', '--store', 'empty.db');
    expect((await copy('news.db', 'empty.db')).exitCode).toBe(0);
  });

  it('copies no store to itself, whatever it is called', async () => {
    await replayed('news.db');
    mkdirSync('beside');
    symlinkSync('../news.db', 'beside/link.db');
    for (const name of ['sqlite:news.db', './beside/../news.db', 'beside/link.db']) {
      const { exitCode, stderr } = await copy('news.db', name);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('are one store')]);
    }
  });

  it('makes no target when there is no source, and takes no memory store', async () => {
    expect((await copy('news.db', 'moved.db')).exitCode).toBe(5);
    expect(existsSync('moved.db')).toBe(false);
    await replayed('news.db');
    expect((await copy('news.db', 'memory:')).exitCode).toBe(2);
    expect((await copy('memory:', 'moved.db')).exitCode).toBe(2);
    expect(existsSync('moved.db')).toBe(false);
  });

  it.each(['news.db', 'moved.db'])('waits for nobody who works on %s, but says who it is', async (busy) => {
    await replayed('news.db');
    await withStore(busy, async ({ leases }) => {
      const now = Date.now();
      const owner = { holder: 'ingest (pid 7) on desk', bootId: 'other', pid: 7, processStart: '1' };
      await leases.take('backfill', owner, { now, from: now - 60_000, until: now + 60_000 });
    });
    const { exitCode, stderr } = await copy('news.db', 'moved.db', '--json');
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('ingest (pid 7) on desk')]);
    expect((await ingest('items', '--store', 'news.db', '--json')).json()).toHaveLength(47);
  });

  it('copies nothing while a worker of the fleet is there', async () => {
    await replayed('news.db');
    const alive = { startedAt: 1, seenAt: Date.now(), jobs: 1, busyWith: [] };
    await withStore('news.db', ({ registers }) =>
      registers.change('workers/desk-7', () => ({ after: alive, result: null })),
    );
    const { exitCode, stderr } = await copy('news.db', 'moved.db');
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('the worker desk-7 is there')]);
  });

  it('says what differs when somebody wrote to the target meanwhile, and ends with 5', async () => {
    await replayed('news.db');
    await copy('news.db', 'moved.db');
    // As if all were written, and the comparison had been broken off.
    await withStore('news.db', async (from) =>
      withStore('moved.db', async ({ registers, transfer }) => {
        const id = createHash('sha256').update(realpathSync('news.db')).digest('hex').slice(0, 16);
        const counts = { source: await from.transfer?.counts(), written: await transfer?.counts() };
        const place = { from: 'news.db', ...counts, part: null, after: null } as never;
        await registers.change(`copy/${id}`, () => ({ after: place, result: null }));
        await registers.change('mutes', () => ({ after: ['x'], result: null }));
      }),
    );
    const { exitCode, json, stderr } = await copy('news.db', 'moved.db', '--json');
    expect(exitCode).toBe(5);
    expect(stderr).toContain('moved.db is not what news.db is: registers differ');
    expect(json()).toMatchObject({ kind: 'different', isContinued: true, error: { code: 'STORE_CORRUPT' } });
  });

  it('names the room that a store from outside lacks', async () => {
    await replayed('news.db');
    renameSync('news.db', 'kept.db');
    writeFileSync(
      'no-transfer.mjs',
      `import { createSqliteStore } from ${JSON.stringify(import.meta.resolve('@ingest/storage/sqlite'))};
      export function createStore() {
        const { transfer, ...store } = createSqliteStore({ path: 'kept.db' });
        return store;
      }`,
    );
    const { exitCode, stderr } = await copy('./no-transfer.mjs', 'moved.db');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('cannot be copied: it has no room `transfer`')]);
  });
});
