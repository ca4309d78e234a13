import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ManualClock, manualClock } from '@ingest/core/testing';
import { onTestFinished, vi } from 'vitest';
import { json, type providers, tiingoKey } from '../../../../packages/cli/test/support/providers.js';
import { dynamoEndpoint, temporaryTable, urlOf } from '../../../../packages/storage/test/support/dynamodb.js';
import { type AppOptions, composeApp } from '../../src/app.js';
import { type FunctionName, readEnvironment } from '../../src/environment.js';

export const second = 1_000;
export const minute = 60 * second;
/** Thursday, 10:00 in New York: a mark, and the market is open. */
export const slot = Date.UTC(2026, 5, 4, 14);

/** Variables of a function whose table and provider are on this machine, and nothing of the machine's own. */
export function variables(
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string | undefined> {
  return {
    INGEST_STORE: 'dynamodb://news',
    INGEST_TICKERS: 'AAPL',
    INGEST_SOURCES: 'tiingo',
    INGEST_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/shares',
    INGEST_DEAD_LETTER_URL: 'https://sqs.us-east-1.amazonaws.com/000000000000/dead-letters',
    AWS_LAMBDA_FUNCTION_NAME: 'ingest-scheduler',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/06/04/[$LATEST]abc',
    ...changes,
  };
}

/** A function as it is composed, on a manual clock and a table of the test's own; what it writes goes to a file. */
export async function unitApp(
  provider: ReturnType<typeof providers>,
  changes: Readonly<Record<string, string>> = {},
  name: FunctionName = 'scheduler',
  options: Partial<AppOptions> = {},
) {
  const clock = manualClock(slot + second);
  const { folder, fd, lines } = linesOfTest();
  const table = temporaryTable();
  vi.stubEnv('AWS_REGION', 'us-east-1');
  const environment = readEnvironment(
    name,
    variables({
      INGEST_STORE: urlOf(table, (await dynamoEndpoint()) ?? ''),
      TIINGO_API_KEY: tiingoKey,
      TIINGO_BASE_URL: provider.env().TIINGO_BASE_URL ?? '',
      ...changes,
    }),
  );
  const output = { fd, write: (line: string) => writeSync(fd, line) };
  const app = await composeApp({ environment, parameters: new Map(), clock, output, ...options });
  onTestFinished(async () => {
    await app.close();
    vi.unstubAllEnvs();
  });
  return {
    app,
    clock,
    table,
    folder,
    lines,
    /** What a metric without dimensions was, one after the other. */
    metric: (name: string): readonly unknown[] =>
      lines()
        .filter((line) => name in line && !('Source' in line))
        .map((line) => line[name]),
    /** Somebody else is at a run, or at one of its shares. */
    async hold(leaseName: string) {
      const owner = { holder: 'somebody else', bootId: '', pid: 0, processStart: '' };
      const now = clock.now();
      await app.store.leases.take(leaseName, owner, { now, from: now - minute, until: now + minute });
    },
  };
}

/** A file that takes the lines of a function until the test is over. */
export function linesOfTest() {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-aws-'));
  const path = join(folder, 'lines');
  const fd = openSync(path, 'a');
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  /** As they were written so far. */
  const lines = () =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { folder, fd, lines };
}

/** Lets time pass, faster than it does, until work is over that also waits for what is no clock. */
export async function passing<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isOver = false;
  const ends = () => {
    isOver = true;
  };
  work.then(ends, ends);
  while (!isOver) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (!isOver) await clock.advance(10);
  }
  return work;
}

/** Two stories about a ticker, published a little before the slot. */
export function news(ticker = 'aapl') {
  return [1, 2].map((id) => ({
    id: id + ticker.length * 1_000 + ticker.charCodeAt(0) * 10_000,
    publishedDate: new Date(slot - id * minute).toISOString(),
    crawlDate: new Date(slot - id * minute + second).toISOString(),
    title: `${ticker.toUpperCase()} opens plant number ${id} near the northern port`,
    description: 'The plant makes electric vans.',
    url: `https://news.example/${ticker}/${id}`,
    source: 'news.example',
    tickers: [ticker],
    tags: [],
  }));
}

export const down = json('no', 500);

/** Keeps metrics that a function writes to stdout out of what the tests say: they are looked at elsewhere. */
export function silence(): void {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => void vi.restoreAllMocks());
}
