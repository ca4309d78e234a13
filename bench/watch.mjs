// Goal 10: what `ingest watch` costs while nothing happens, and whether it grows. `node bench/watch.mjs`, or its second half alone: `… week`
//   idle    the built command between two slots: CPU over a minute, from the operating system
//   week    the loop of slots on a virtual clock, a run every five minutes for a week, with SQLite: memory after each day
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createIngest, latestSlot, marketCalendar, nextSlot } from '@ingest/core';
import { manualClock, scriptedSource } from '@ingest/core/testing';
import { createSqliteStore } from '@ingest/storage/sqlite';
import { inventedItem } from './invented-item.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'ingest-watch-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
if (process.argv[2] !== 'week') await idle();
await week();

async function idle() {
  const provider = createServer((_, response) => response.end('[]'));
  await new Promise((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const bin = fileURLToPath(new URL('../packages/cli/bin/ingest.js', import.meta.url));
  const env = {
    PATH: process.env.PATH,
    TIINGO_API_KEY: 'bench-key',
    TIINGO_BASE_URL: `http://127.0.0.1:${provider.address().port}`,
  };
  const child = spawn(process.execPath, [bin, 'watch', '--tickers', 'AAPL', '--source', 'tiingo', '--quiet'], {
    cwd: scratch,
    env,
    stdio: 'ignore',
  });
  await sleep(10_000);
  const before = cpuSeconds(child.pid);
  await sleep(60_000);
  const used = cpuSeconds(child.pid) - before;
  const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  provider.close();
  const percent = (used / 60) * 100;
  console.log(
    `${percent < 0.5 ? '✓' : '✗'} idle  ${percent.toFixed(2)} % of a core, ${rss.toFixed(0)} MiB   goal: < 0.5 %`,
  );
}

async function week() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const start = Date.UTC(2026, 5, 1);
  const clock = manualClock(start);
  const store = createSqliteStore({ path: join(scratch, 'week.db') });
  await store.open({ create: true });
  // Loads what it reads with: from here on nothing goes on without the clock but the disk.
  await store.reading.countItems({});
  const fiveMinutes = 5 * 60_000;
  const schedule = { calendar: marketCalendar('XNYS'), openMs: fiveMinutes, closedMs: fiveMinutes };
  let number = 0;
  const source = scriptedSource({
    answer() {
      number += 2;
      return { page: { items: [inventedItem(number, clock.now()), inventedItem(number - 1, clock.now())] } };
    },
  });
  const ingest = createIngest({ tickers: ['AAPL', 'MSFT'], sources: [source], store, clock, onEvent: () => {} });
  const sizes = [];
  let runs = 0;
  for (let slot = latestSlot(start, schedule); slot < start + 7 * 86_400_000; slot = nextSlot(slot, schedule)) {
    if (slot > clock.now()) await clock.advance(slot - clock.now());
    await clock.until(ingest.run(), () => sleep(2));
    source.requests.length = 0;
    runs += 1;
    if (runs % 288 === 0) {
      collect();
      sizes.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
  }
  await store.close();
  const grown = sizes.at(-1) - sizes[1];
  console.log(
    `${grown < 2 ? '✓' : '✗'} week  ${runs} runs, ${number} stories; heap after each day ${sizes.map((size) => size.toFixed(1)).join(', ')} MiB   goal: flat`,
  );
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
