// How long a failover takes, with the built command against servers on loopback: from the moment at which the primary is about
// to be asked until the secondary's news is in the store. `node bench/failover.mjs`; INGEST_BENCH_ROUNDS=5 for slow faults,
// three times as many for quick ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.env.INGEST_BENCH_ROUNDS ?? 5);
const bin = fileURLToPath(new URL('../packages/cli/bin/ingest.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'ingest-failover-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const configuration = join(scratch, 'ingest.config.json');
writeFileSync(configuration, JSON.stringify({ sources: ['tiingo', 'finnhub'].map((use) => ({ use, plan: 'none' })) }));

const faults = {
  refused: { isQuick: true, behave: null },
  500: { isQuick: true, behave: (_, response) => response.writeHead(500).end('out of order') },
  hang: { isQuick: false, behave: () => {} },
  drip: {
    isQuick: false,
    behave(_, response) {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[');
      const dripping = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(dripping));
    },
  },
};

const finnhub = await listening(
  createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify([
        {
          category: 'company',
          datetime: Math.floor(Date.now() / 1000) - 60,
          headline: 'Calder Motors raises its revenue forecast',
          id: 1,
          image: '',
          related: 'AAPL',
          source: 'news.example',
          summary: 'The maker of electric vans now sees growth of eleven percent.',
          url: 'https://news.example/calder-motors',
        },
      ]),
    ),
  ),
);

for (const [name, { isQuick, behave }] of Object.entries(faults)) {
  const tiingo = behave === null ? await refusing() : await listening(createServer(behave));
  const took = [];
  for (let round = 0; round < rounds * (isQuick ? 3 : 1); round += 1)
    took.push(await failover(tiingo.url, `${name}-${round}.db`));
  tiingo.close?.();
  took.sort((left, right) => left - right);
  const median = took[Math.floor(took.length / 2)];
  console.log(`${name.padEnd(8)} ${took.length} runs   median ${ms(median)}   worst ${ms(took.at(-1))}`);
}
finnhub.close();

/** One run on an empty store, timed by the events that it logs. */
async function failover(tiingoUrl, store) {
  const args = [
    'run',
    '--tickers',
    'AAPL',
    '--config',
    configuration,
    '--store',
    join(scratch, store),
    '--json',
    '--verbose',
  ];
  const env = {
    ...process.env,
    TIINGO_API_KEY: 'bench-key-1',
    FINNHUB_API_KEY: 'bench-key-2',
    TIINGO_BASE_URL: tiingoUrl,
    FINNHUB_BASE_URL: finnhub.url,
  };
  const child = spawn(process.execPath, [bin, ...args], { cwd: scratch, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let askedAt = null;
  let storedAt = null;
  for await (const line of createInterface({ input: child.stderr })) {
    const { msg, source, time } = JSON.parse(line);
    if (msg === 'collection:started' && source === 'tiingo') askedAt ??= Date.parse(time);
    if (msg === 'page:committed' && source === 'finnhub') storedAt ??= Date.parse(time);
  }
  if (child.exitCode === null) await once(child, 'close');
  if (child.exitCode !== 0 || askedAt === null || storedAt === null)
    throw new Error(`the run ended with ${child.exitCode}, without a failover`);
  return storedAt - askedAt;
}

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections?.();
    },
  };
}

/** The address of a server that is gone. */
async function refusing() {
  const { url, close } = await listening(createSocketServer());
  close();
  return { url };
}

function ms(value) {
  return `${value.toFixed(0)} ms`;
}
