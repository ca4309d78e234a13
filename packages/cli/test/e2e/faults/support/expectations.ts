import { existsSync } from 'node:fs';
import type { CollectionEvent, RunReport } from '@ingest/core';
import { expect } from 'vitest';
import type { FaultWorld, Ran } from './fault-world.js';
import type { EndedCommand } from './invariants.js';

type Code = NonNullable<CollectionEvent['errorCode']>;

export interface Bounds {
  /** Most milliseconds of the run, by its own report. */
  readonly withinMs?: number;
  readonly tickers?: readonly string[];
}

/** When the primary answers at once, whatever the answer. */
export const atOnceMs = 3_000;
/** With a whole timeout of the primary in it. */
export const withTimeoutMs = 12_000;

/** FO(code): the primary failed, the secondary served, and everybody is told. Answers with the primary's event. */
export async function expectFailover(
  world: FaultWorld,
  ran: Ran,
  code: Code,
  { withinMs = atOnceMs, tickers = ['AAPL', 'MSFT'] }: Bounds = {},
): Promise<CollectionEvent> {
  const { report } = ran;
  expect({ exitCode: ran.exitCode, ...essenceOf(report) }).toMatchObject({
    exitCode: 0,
    outcome: 'ok',
    unanswered: [],
    sources: [`tiingo ${code}`, 'finnhub good'],
  });
  expect(report.failovers).toEqual([{ from: 'tiingo', to: 'finnhub', code, tickers }]);
  expect(report.durationMs).toBeLessThanOrEqual(withinMs);
  const items = await world.items();
  expect(items.length).toBeGreaterThan(0);
  for (const { source, isFailover, attributions } of items) {
    expect({ source, isFailover, carriers: attributions.map((carrier) => carrier.source) }).toEqual({
      source: 'finnhub',
      isFailover: true,
      carriers: ['finnhub'],
    });
  }
  const events = (await world.events()).filter(({ runId }) => runId === report.runId);
  const served = events.filter(({ source }) => source === 'finnhub');
  expect(served.length).toBeGreaterThan(0);
  for (const event of served) expect(event).toMatchObject({ success: true, isFailover: true });
  const failed = events.filter(({ source }) => source === 'tiingo');
  for (const event of failed)
    expect(event).toMatchObject({ success: false, errorCode: code, isFailover: false, newItemCount: 0 });
  const [first] = failed;
  if (first === undefined) throw new Error('the failed collection of tiingo is not among the events');
  return first;
}

/** ALL(code): both sources failed alike. For one ticker, so that each source has one collection. */
export async function expectAllFailed(
  world: FaultWorld,
  ran: Ran,
  code: Code,
  { withinMs = 2 * atOnceMs }: Bounds = {},
): Promise<void> {
  const { report } = ran;
  expect({ exitCode: ran.exitCode, ...essenceOf(report) }).toMatchObject({
    exitCode: 4,
    outcome: 'failed',
    sources: [`tiingo ${code}`, `finnhub ${code}`],
  });
  expect(report.error?.code).toBe('SOURCES_EXHAUSTED');
  expect(report.unanswered).toEqual(report.tickers);
  expect(report.durationMs).toBeLessThanOrEqual(withinMs);
  expect(await world.items()).toEqual([]);
  const events = await world.events();
  expect(events.map((event) => [event.source, event.success, event.errorCode]).sort()).toEqual([
    ['finnhub', false, code],
    ['tiingo', false, code],
  ]);
}

/** CFG(words): refused before anything was asked or written. The scripts of the providers must be blank. */
export function expectConfigError(
  world: FaultWorld,
  ended: EndedCommand,
  ...words: readonly (string | RegExp)[]
): void {
  expect({ exitCode: ended.exitCode, stderr: ended.stderr }).toMatchObject({ exitCode: 2 });
  for (const word of words) expect(ended.stderr).toMatch(typeof word === 'string' ? literal(word) : word);
  if (ended.args.includes('--json'))
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'CONFIG_INVALID', message: expect.any(String) } });
  else expect(ended.stdout).toBe('');
  expect(ended.durationMs).toBeLessThanOrEqual(2_000);
  expect(world.asked).toEqual([]);
  expect(existsSync(world.path('news.db'))).toBe(false);
  expect(existsSync(world.path('ingest.db'))).toBe(false);
}

/** STORE: exit 5, one line that names the store and what to do. */
export function expectStoreError(ended: EndedCommand, code: Code, store = 'news.db'): void {
  expect({ exitCode: ended.exitCode, stderr: ended.stderr }).toMatchObject({ exitCode: 5 });
  const { error } = JSON.parse(ended.stdout) as { error?: { code: string; message: string; hint?: string } };
  expect(error).toMatchObject({ code, message: expect.stringContaining(store), hint: expect.stringMatching(/\S/) });
  const complaint = ended.stderr.split('\n').filter((line) => line.startsWith('✗'));
  expect(complaint).toEqual([expect.stringContaining(store)]);
}

/** What a run came to in a few words, for failures that can be read. */
function essenceOf({ outcome, unanswered, sources }: RunReport) {
  return {
    outcome,
    unanswered,
    sources: sources.map(({ source, errorCode }) => `${source} ${errorCode ?? 'good'}`),
  };
}

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}
