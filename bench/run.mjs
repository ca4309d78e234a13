// Goals 1 to 8 side by side in one run: `npm run bench`. Rounds are interleaved, so that a busy machine hits all alike; the
// ratio of a round is taken inside the round, and its median is judged. CPU is user and system time of the whole process.
//   INGEST_BENCH_GOALS=1,3 (default: all)   INGEST_BENCH_ROUNDS=7
//   INGEST_BENCH_GENERATOR=../shared/bench/gen-har.mjs   INGEST_BENCH_ITEMS=100000
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const goals = process.env.INGEST_BENCH_GOALS?.split(',');
/** Whether one of these goals is to be measured. */
const wants = (...numbers) => goals === undefined || numbers.some((number) => goals.includes(String(number)));
const rounds = Number(process.env.INGEST_BENCH_ROUNDS ?? 7);
const items = Number(process.env.INGEST_BENCH_ITEMS ?? 100_000);
const generator = process.env.INGEST_BENCH_GENERATOR ?? join(here, '../../shared/bench/gen-har.mjs');
const bin = join(here, '../packages/cli/bin/ingest.js');
const scratch = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
const at = (name) => join(scratch, name);
let databases = 0;

spawnSync(process.execPath, [join(here, '../scripts/build.mjs')], { stdio: 'inherit' });
const large = generate('large.har', items);
const small = generate('small.har', Math.round(items / 10));
const split = generate('split', items, '--split', String(Math.round(items / 10)));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Makes input, with what a right run has to count. */
function generate(name, count, ...options) {
  const made = spawnSync(process.execPath, [generator, at(name), '--items', String(count), ...options], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`the generator failed: ${made.stderr}`);
  return { path: at(name), ...JSON.parse(made.stdout) };
}

function measure(command, ...args) {
  const output = at('output');
  const run = spawnSync('python3', [join(here, 'measure.py'), output, command, ...args], {
    cwd: scratch,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  const measured = JSON.parse(run.stdout);
  if (measured.exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${measured.exitCode}: ${run.stderr}`);
  return { ...measured, printed: readFileSync(output, 'utf8') };
}

const environment = {};
const node = (...args) => measure(process.execPath, ...args);
const ingest = (...args) => node(bin, ...args);

/** An empty store with the built schema. */
function emptyStore() {
  databases += 1;
  const path = at(`store-${databases}.db`);
  ingest('db', 'migrate', '--store', path);
  return path;
}

function replay(input, store) {
  const run = ingest('run', '--replay', input.path, '--store', store, '--json');
  const reports = [JSON.parse(run.printed)].flat();
  const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
  return { ...run, new: sum((report) => report.items.new), duplicate: sum((report) => report.items.duplicate) };
}

/** A fast wrong run is a miss. */
function assertCounts(run, expected, what) {
  const counts = run.new === undefined ? JSON.parse(run.printed) : run;
  if (counts.new !== expected.stories)
    throw new Error(`${what} stored ${counts.new} stories, ${expected.stories} are right`);
  return run;
}

const median = (values) => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
const ratio = (pairs, figure) => median(pairs.map(([left, right]) => left[figure] / right[figure]));
const seconds = (runs, figure) => `${median(runs.map((run) => run[figure])).toFixed(2)} s`;
const times = () => Array.from({ length: rounds }, (_, index) => index);

function print(goal, what, measured, limit, isMet) {
  console.log(`${isMet ? '✓' : '✗'} goal ${goal}  ${what.padEnd(46)} ${measured.padEnd(34)} goal: ${limit}`);
}

/** A miss counts when CPU and wall agree. */
function printRatio(goal, what, pairs, limit) {
  const [cpu, wall] = [ratio(pairs, 'cpu'), ratio(pairs, 'wall')];
  print(
    goal,
    what,
    `${cpu.toFixed(2)} × CPU, ${wall.toFixed(2)} × wall`,
    `≤ ${limit} ×`,
    cpu <= limit || wall <= limit,
  );
}

console.log(`${rounds} rounds, ${items.toLocaleString('en')} items, Node ${process.version}\n`);

if (wants(1, 2, 4, 5)) {
  const passes = times().map(() => {
    const [store, floorStore, pythonStore] = [emptyStore(), emptyStore(), emptyStore()];
    const ours = assertCounts(replay(large, store), large, 'ingest');
    const floor = assertCounts(node(join(here, 'floor.mjs'), large.path, floorStore), large, 'the floor');
    const python = assertCounts(
      measure('python3', join(here, 'floor.py'), large.path, pythonStore),
      large,
      'the Python script',
    );
    const again = replay(large, store);
    if (again.new !== 0) throw new Error(`the second replay stored ${again.new} stories`);
    for (const path of [store, floorStore, pythonStore]) rmSync(path);
    return { ours, floor, python, again };
  });
  console.log(
    `  ours ${seconds(
      passes.map(({ ours }) => ours),
      'cpu',
    )}, floor ${seconds(
      passes.map(({ floor }) => floor),
      'cpu',
    )}, Python ${seconds(
      passes.map(({ python }) => python),
      'cpu',
    )} of CPU\n`,
  );
  printRatio(
    1,
    'replay against the floor',
    passes.map(({ ours, floor }) => [ours, floor]),
    1.6,
  );
  printRatio(
    2,
    'replay against a Python script',
    passes.map(({ ours, python }) => [ours, python]),
    1,
  );
  printRatio(
    4,
    'the same recording again',
    passes.map(({ again, ours }) => [again, ours]),
    0.7,
  );

  const peak = (input) =>
    median(
      times()
        .slice(0, 3)
        .map(() => replay(input, emptyStore()).peakMiB),
    );
  const [many, few, parts] = [median(passes.map(({ ours }) => ours.peakMiB)), peak(small), peak(split)];
  const isMet = many <= few + 60 && many <= 220 && parts <= few + 60 && parts <= 220;
  print(
    5,
    'peak memory: all, a tenth, ten files',
    `${many.toFixed(0)}, ${few.toFixed(0)}, ${parts.toFixed(0)} MiB`,
    '≤ a tenth + 60, ≤ 220 MiB',
    isMet,
  );
}

if (wants(6)) {
  const starts = Array.from({ length: rounds * 3 }, () => ({
    bare: node('-e', '0'),
    version: ingest('--version'),
    help: ingest('--help'),
  }));
  printRatio(
    6,
    '`ingest --version` against `node -e 0`',
    starts.map(({ version, bare }) => [version, bare]),
    1.5,
  );
  printRatio(
    6,
    '`ingest --help` against `node -e 0`',
    starts.map(({ help, bare }) => [help, bare]),
    1.5,
  );
}

if (wants(7, 8)) {
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end('[]'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { spawn } = await import('node:child_process');
  const { once } = await import('node:events');
  Object.assign(environment, {
    TIINGO_API_KEY: 'bench-key',
    TIINGO_BASE_URL: `http://127.0.0.1:${server.address().port}`,
  });
  const store = emptyStore();
  /** The server lives in this process, so the measured one must not block it. */
  const measureBeside = async (...args) => {
    const child = spawn('python3', [join(here, 'measure.py'), at('output'), process.execPath, ...args], {
      cwd: scratch,
      env: { ...process.env, ...environment },
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await once(child, 'close');
    return JSON.parse(text);
  };
  const pairs = [];
  for (const _ of [...times(), ...times()]) {
    const idle = await measureBeside(bin, 'run', '--tickers', 'AAPL', '--source', 'tiingo', '--store', store, '--json');
    if (idle.exitCode !== 0) throw new Error(`the idle run ended with ${idle.exitCode}`);
    pairs.push([idle, await measureBeside('-e', '0')]);
  }
  printRatio(7, 'an idle run against `node -e 0`', pairs, 3.5);

  // The same idle run, with a hundred tickers of a source that takes one in a request and 50 ms to answer.
  let open = 0;
  let mostOpen = 0;
  const slow = createServer((_, response) => {
    mostOpen = Math.max(mostOpen, ++open);
    setTimeout(() => {
      open -= 1;
      response.setHeader('content-type', 'application/json').end('[]');
    }, 50);
  });
  await new Promise((resolve) => slow.listen(0, '127.0.0.1', resolve));
  Object.assign(environment, {
    FINNHUB_API_KEY: 'bench-key',
    FINNHUB_BASE_URL: `http://127.0.0.1:${slow.address().port}`,
  });
  const configuration = at('finnhub.json');
  writeFileSync(configuration, JSON.stringify({ sources: [{ use: 'finnhub', plan: 'none' }] }));
  const hundred = Array.from({ length: 100 }, (_, index) => `T${index}`).join(',');
  const extra = [];
  for (const _ of times()) {
    const many = await measureBeside(
      bin,
      'run',
      '--tickers',
      hundred,
      '--config',
      configuration,
      '--store',
      store,
      '--json',
    );
    const idle = await measureBeside(bin, 'run', '--tickers', 'AAPL', '--source', 'tiingo', '--store', store, '--json');
    if (many.exitCode !== 0) throw new Error(`the run of a hundred tickers ended with ${many.exitCode}`);
    extra.push(many.wall - idle.wall);
  }
  server.close();
  slow.close();
  const isMet = median(extra) <= 1.5 && mostOpen <= 8;
  print(
    8,
    'a hundred tickers, 50 ms each, over an idle run',
    `${median(extra).toFixed(2)} s, ${mostOpen} open at once`,
    '≤ 1.5 s, ≤ 8',
    isMet,
  );
}

if (wants(3)) {
  // One long stream of news cut into files: some at the start, the bulk of a million in one go, some at the end.
  const part = Math.round(items / 10);
  const all = generate('growth', part * 136, '--split', String(part), '--days', '60');
  const files = readdirSync(all.path)
    .filter((name) => name.endsWith('.har'))
    .sort();
  const store = emptyStore();
  const replayOne = (name) => {
    const run = replay({ path: join(all.path, name) }, store);
    return { cpu: run.cpu / run.new, wall: run.wall / run.new };
  };
  const mean = (runs) => ({
    cpu: runs.reduce((sum, { cpu }) => sum + cpu, 0) / runs.length,
    wall: runs.reduce((sum, { wall }) => sum + wall, 0) / runs.length,
  });
  replayOne(files[0]);
  const early = files.slice(1, 6).map(replayOne);
  mkdirSync(at('bulk'));
  for (const name of files.slice(6, -5)) renameSync(join(all.path, name), at(`bulk/${name}`));
  replay({ path: at('bulk') }, store);
  const late = files.slice(-5).map(replayOne);
  const { stories } = JSON.parse(ingest('db', 'check', '--store', store, '--json').printed);
  // Start-up is the same share of each.
  printRatio(3, `cost per new story at ${stories.toLocaleString('en')} stored`, [[mean(late), mean(early)]], 1.3);
}
