import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { delayed } from './support/answers.js';
import { faultWorld } from './support/fault-world.js';
import { endlessList, firstPageOnly, tiingoList, tiingoListOf } from './support/lists.js';
import { tiingoItem, tiingoItems } from './support/news.js';
import { forever } from './support/script.js';

const world = faultWorld();
const minute = 60_000;

describe('a list', () => {
  it.each([100, 30])('row 56: that ignores the offset is left after its first page of %d comes again', async (size) => {
    world.tiingo.plays(forever(firstPageOnly(tiingoItems(size))));
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', gaps: [], items: { new: size } });
    expect(world.asked.length).toBeLessThanOrEqual(3);
    expect(await world.items()).toHaveLength(size);
  });

  const endless = () => {
    const now = Date.now();
    return endlessList((index) => tiingoItem({ id: 90_000_000 - index, at: now - 2 * minute - index * 5000 }));
  };

  it('row 57: without end is read up to the page cap, and the rest is a gap', async () => {
    world.tiingo.plays(forever(endless()));
    const ran = await world.run('--tickers', 'AAPL');
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({
      outcome: 'partial',
      unanswered: [],
      failovers: [],
      sources: [{ outcome: 'partial', requests: 20 }, { requests: 0 }],
      gaps: [{ source: 'tiingo', tickers: ['AAPL'], cursor: expect.any(String) }],
    });
    expect(await world.items()).toHaveLength(2000);
    expect(ran.report.durationMs).toBeLessThan(12_000);
  });

  it('row 57: without end is read up to the deadline, and the rest is a gap', async () => {
    world.configure({ tiingo: { timeoutMs: 1000 } });
    world.tiingo.plays(forever(delayed(150, endless())));
    const ran = await world.run('--tickers', 'AAPL');
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({ outcome: 'partial', failovers: [], gaps: [{ source: 'tiingo' }] });
    expect(ran.report.durationMs).toBeLessThan(2000);
    const { length } = await world.items();
    expect(length).toBe(ran.report.items.new);
    expect(length).toBeGreaterThanOrEqual(200);
  });

  it('row 58: that grows while it is read loses nothing at the seams', async () => {
    const items = tiingoItems(250);
    world.tiingo.plays(
      forever(
        tiingoListOf(({ nth }) => {
          if (nth > 0) items.push(tiingoItem({ id: 95_000_000 + nth, at: Date.now() - 1000 }));
          return items;
        }),
      ),
    );
    const before = items.map(({ id }) => String(id));
    const first = await world.run();
    expect(first.exitCode).toBe(0);
    const idsIn = async () => (await world.items()).flatMap(({ attributions }) => attributions[0]?.sourceId);
    expect(await idsIn()).toEqual(expect.arrayContaining(before));
    const arrived = items.map(({ id }) => String(id));
    await world.run();
    expect(await idsIn()).toEqual(expect.arrayContaining(arrived));
  });
});

// It takes minutes, so that it belongs to the long run alone.
if (process.env.INGEST_LONG === '1') {
  describe('a large store', () => {
    it(
      'row 60: makes neither a run nor a look into it slow',
      async () => {
        await fill(200_000);
        world.tiingo.plays(forever(tiingoList(tiingoItems(100))));
        const memory = world.measuresMemory();
        const ran = await world.run();
        expect(ran.exitCode).toBe(0);
        expect(ran.report.items.new).toBe(100);
        expect(ran.durationMs).toBeLessThanOrEqual(5000);
        const shown = await world.ingest('items', '--store', 'news.db', '--json', '--limit', '20');
        expect(JSON.parse(shown.stdout)).toHaveLength(20);
        expect(shown.durationMs).toBeLessThanOrEqual(1000);
        expect(memory.mostMb()).toBeLessThan(300);
      },
      15 * minute,
    );
  });
}

/** Replays so many generated items into the store. */
async function fill(items: number): Promise<void> {
  const generator =
    process.env.INGEST_BENCH_GENERATOR ?? join(import.meta.dirname, '../../../../../../shared/bench/gen-har.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'ingest-large-'));
  try {
    const options = ['--split', '20000', '--items', String(items), '--dup', '0', '--days', '30'];
    const made = spawnSync(process.execPath, [generator, join(folder, 'hars'), ...options], { encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const filled = await world.ingest('run', '--replay', join(folder, 'hars'), '--store', 'news.db', '--json');
    expect({ exitCode: filled.exitCode, stderr: filled.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect((await world.check()).stories).toBeGreaterThan(items * 0.95);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
