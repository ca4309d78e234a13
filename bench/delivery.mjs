// How long a notification takes from its commit until a sink has it: a thousand of them, one story each, all at once and fifty a
// second, to a webhook on loopback, to Redis and to NATS JetStream on their usual ports, each served beside collecting as `ingest watch` does, from a
// store in SQLite: `node bench/delivery.mjs`. Servers that are not there are left out with a word.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { builtInSinks } from '@ingest/adapters';
import { createIngest, systemClock } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { createSqliteStore } from '@ingest/storage/sqlite';
import { inventedItem } from './invented-item.mjs';

const notifications = Number(process.env.INGEST_BENCH_NOTIFICATIONS ?? 1000);
const pagesPerRun = 20;
const bundler = 'esbuild';
const scratch = mkdtempSync(join(tmpdir(), 'ingest-delivery-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const { deliverBeside } = await fromSource('../packages/cli/src/watch/deliver-beside.ts');

const receiver = createServer((request, response) => request.resume().on('end', () => response.end()));
await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const suffix = `ingest-bench-${process.pid}`;
const wanted = {
  webhook: { url: `http://127.0.0.1:${receiver.address().port}/`, secret: 'whsec_YmVuY2gtc2VjcmV0LTE=' },
  redis: { url: 'redis://127.0.0.1:6379', stream: suffix },
  nats: { url: 'nats://127.0.0.1:4222', subject: `${suffix}.news`, alertSubject: `${suffix}.alerts` },
};
const nats = await natsStream();

for (const [use, options] of Object.entries(wanted)) {
  await measure(use, options, 0);
  await measure(use, options, 400);
}
await nats?.end();
receiver.close();

/** `pauseMs`: between two runs of twenty notifications. */
async function measure(use, options, pauseMs) {
  const { createSink } = await builtInSinks[use].load();
  const sink = createSink({ name: use, ...options });
  try {
    await sink.check?.({ signal: AbortSignal.timeout(5000) });
  } catch (error) {
    console.log(`${use.padEnd(8)} left out: ${error.message}`);
    return;
  }
  const store = createSqliteStore({ path: join(scratch, `${use}-${pauseMs}.db`) });
  await store.open({ create: true });
  const clock = systemClock();
  const latencies = [];
  const stop = new AbortController();
  const onEvent = (event) => {
    if (event.type === 'page:committed') deliveries.wake();
    if (event.type === 'delivery:succeeded') latencies.push(event.latencyMs);
    if (event.type === 'delivery:failed') console.log(`${use}: ${event.message}`);
  };
  let number = 0;
  const source = scriptedSource({
    answer({ cursor }) {
      number += 1;
      return { page: { items: [inventedItem(number, Date.now())], next: nextOf(cursor) } };
    },
  });
  const ingest = createIngest({
    tickers: ['AAPL'],
    sources: [source],
    store,
    clock,
    sinks: [sink],
    deliver: 'queue',
    onEvent,
  });
  const deliveries = deliverBeside({ ingest, sinks: [sink], clock, onError: console.error, signal: stop.signal });
  const started = performance.now();
  while (number < notifications) {
    await ingest.run();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  while (latencies.length < number) await new Promise((resolve) => setTimeout(resolve, 20));
  const seconds = (performance.now() - started) / 1000;
  stop.abort();
  await deliveries.ended;
  await sink.close?.();
  await store.close();
  latencies.sort((left, right) => left - right);
  const at = (part) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))];
  console.log(
    `${use.padEnd(8)} ${pauseMs === 0 ? 'all at once ' : '50 a second '} ${latencies.length} in ${seconds.toFixed(1)} s: median ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms`,
  );
}

function nextOf(cursor) {
  const page = cursor === null ? 1 : cursor.page + 1;
  return page < pagesPerRun ? { page } : null;
}

/** A stream of its own, taken away at the end; null where there is no server. */
async function natsStream() {
  try {
    const { connect } = await fromAdapters('@nats-io/transport-node');
    const { jetstreamManager } = await fromAdapters('@nats-io/jetstream');
    const connection = await connect({ servers: 'nats://127.0.0.1:4222', timeout: 2000, reconnect: false });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: suffix, subjects: [`${suffix}.>`] });
    return {
      async end() {
        await manager.streams.delete(suffix);
        await connection.close();
      },
    };
  } catch {
    return null;
  }
}

/** A client that the adapters have. */
function fromAdapters(name) {
  const require = createRequire(new URL('../packages/adapters/package.json', import.meta.url));
  return import(pathToFileURL(require.resolve(name)).href);
}

/** A room of the command that no package exports, as the bundle has it. */
async function fromSource(path) {
  const require = createRequire(createRequire(new URL('../package.json', import.meta.url)).resolve('tsup'));
  const { build } = require(bundler);
  const outfile = join(scratch, 'room.mjs');
  const entry = fileURLToPath(new URL(path, import.meta.url));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['@ingest/*'],
  });
  return import(pathToFileURL(outfile).href);
}
