import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NewsItem, RunReport } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { builtCommand, type Ended, jsonOf } from '../support/built.js';

const command = builtCommand();
const examples = join(import.meta.dirname, '../../../../examples');
const days = ['hang', 'quota-text', 'total-outage'] as const;
type Day = (typeof days)[number];

const replay = (day: Day, store = 'r.db') =>
  command.run(['run', '--replay', join(examples, 'outages', day), '--store', store, '--json']);

/** What one run came to, in a line: outcome, failover, then each source with its breaker where that is not closed. */
function inWords({ outcome, failovers, sources }: RunReport): string {
  const over = failovers.map(({ from, to, code }) => `${from} ${code} → ${to}`);
  const ofSources = sources
    .filter(({ outcome: one, breaker }) => one !== 'skipped' || breaker !== 'closed')
    .map((one) => [one.source, one.outcome, one.errorCode, one.breaker === 'closed' ? undefined : one.breaker])
    .map((words) => words.filter((word) => word !== undefined).join(' '));
  return [outcome, ...over, ...ofSources].join(', ');
}

/** The headlines of the stories, each as often as it is stored. */
async function headlinesIn(store: string): Promise<readonly string[]> {
  const items = jsonOf<NewsItem[]>(await command.run(['items', '--store', store, '--json']));
  return items.map(({ headline }) => headline).sort();
}

/** Every story that the providers ever sent in a whole answer of a day. */
function sentOn(day: Day): readonly string[] {
  const texts = filesOf(join(examples, 'outages', day)).map(([, text]) => text);
  const bodies = texts.flatMap((text) =>
    (JSON.parse(text).log.entries as { response: { content: { text?: string } } }[]).map(
      ({ response }) => response.content.text ?? '',
    ),
  );
  const items = bodies.filter((body) => body.startsWith('[')).flatMap((body) => JSON.parse(body) as Sent[]);
  return [...new Set(items.map(({ title, headline }) => title ?? headline ?? ''))].sort();
}

interface Sent {
  readonly title?: string;
  readonly headline?: string;
}

function filesOf(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

const summaryOf = ({ stdout }: Ended) => (JSON.parse(stdout) as RunReport[]).map(inWords);

describe('a day on which the primary hangs', () => {
  it('is served by the secondary; the primary is left alone, probed, and asked again', async () => {
    const ended = await replay('hang');
    expect(ended.exitCode).toBe(0);
    expect(summaryOf(ended)).toEqual([
      'ok, tiingo ok',
      'ok, tiingo TIMEOUT → finnhub, tiingo failed TIMEOUT, finnhub ok',
      'ok, tiingo TIMEOUT → finnhub, tiingo failed TIMEOUT, finnhub ok',
      'ok, tiingo TIMEOUT → finnhub, tiingo failed TIMEOUT open, finnhub ok',
      'ok, tiingo CIRCUIT_OPEN → finnhub, tiingo skipped CIRCUIT_OPEN open, finnhub ok',
      'ok, tiingo TIMEOUT → finnhub, tiingo failed TIMEOUT open, finnhub ok',
      'ok, tiingo CIRCUIT_OPEN → finnhub, tiingo skipped CIRCUIT_OPEN open, finnhub ok',
      'ok, tiingo ok',
      'ok, tiingo ok',
    ]);
    const reports = jsonOf<RunReport[]>(ended);
    const waited = reports.map(({ durationMs }) => durationMs >= 10_000);
    expect(waited).toEqual([false, true, true, true, false, true, false, false, false]);
    for (const { durationMs } of reports) expect(durationMs).toBeLessThan(12_000);
  });
});

describe('a day on which the primary says in plain text that its hour is used up', () => {
  it('is served by the secondary until the hour is over; the breaker is not concerned', async () => {
    const ended = await replay('quota-text');
    expect(ended.exitCode).toBe(0);
    expect(summaryOf(ended)).toEqual([
      'ok, tiingo ok',
      'ok, tiingo RATE_LIMITED → finnhub, tiingo rate-limited RATE_LIMITED, finnhub ok',
      'ok, tiingo QUOTA_EXHAUSTED → finnhub, tiingo quota-exhausted QUOTA_EXHAUSTED, finnhub ok',
      'ok, tiingo QUOTA_EXHAUSTED → finnhub, tiingo quota-exhausted QUOTA_EXHAUSTED, finnhub ok',
      'ok, tiingo ok',
      'ok, tiingo ok',
    ]);
    expect(jsonOf<RunReport[]>(ended)[1]?.sources[0]?.errorMessage).toContain('your hourly request allocation');
  });
});

describe('a day on which both fail', () => {
  it('fails while it lasts, and says of each source why', async () => {
    const ended = await replay('total-outage');
    expect(ended.exitCode).toBe(4);
    // Nobody was asked in the fifth run, so that its recording holds nothing to be replayed.
    expect(summaryOf(ended)).toEqual([
      'ok, tiingo ok',
      'failed, tiingo NETWORK → finnhub, tiingo failed NETWORK, finnhub failed NETWORK',
      'failed, tiingo SERVER_ERROR → finnhub, tiingo failed SERVER_ERROR, finnhub failed NETWORK',
      'failed, tiingo NETWORK → finnhub, tiingo failed NETWORK open, finnhub failed SERVER_ERROR open',
      'ok, tiingo ok, finnhub skipped open',
      'ok, tiingo SERVER_ERROR → finnhub, tiingo failed SERVER_ERROR, finnhub ok',
      'ok, tiingo ok',
    ]);
    const failed = jsonOf<RunReport[]>(ended).filter(({ outcome }) => outcome === 'failed');
    for (const { error, items, unanswered, tickers } of failed) {
      expect({ code: error?.code, received: items.received }).toEqual({ code: 'SOURCES_EXHAUSTED', received: 0 });
      expect(unanswered).toEqual(tickers);
    }
  });
});

describe.each(days)('the day %s', (day) => {
  it('loses no story, keeps none twice, and takes a moment', async () => {
    const ended = await replay(day);
    const stored = await headlinesIn('r.db');
    expect(stored).toEqual(sentOn(day));
    expect(stored.length).toBeGreaterThanOrEqual(10);
    const fresh = jsonOf<RunReport[]>(ended).reduce((sum, { items }) => sum + items.new, 0);
    expect(fresh).toBe(stored.length);
    expect(ended.durationMs).toBeLessThan(5_000);
  });

  it('brings only duplicates the second time', async () => {
    const first = jsonOf<RunReport[]>(await replay(day));
    const before = await headlinesIn('r.db');
    const second = jsonOf<RunReport[]>(await replay(day));
    for (const [index, { items }] of second.entries())
      expect(items).toEqual({ ...items, new: 0, collisions: 0, duplicate: first[index]?.items.received });
    expect(await headlinesIn('r.db')).toEqual(before);
  });
});

/** The one thing in a recording that a release changes: who asked. */
const withoutVersion = ([name, text]: readonly [string, string]) => [name, text.replace(/ingest\/[^ "]+ /g, 'ingest ')];

describe('the script that recorded them', () => {
  it('records them again, byte for byte', async () => {
    await promisify(execFile)(process.execPath, [join(examples, 'make-outage-days.mjs'), command.directory]);
    for (const day of days) {
      const again = filesOf(command.path(day)).map(withoutVersion);
      expect(again).toEqual(filesOf(join(examples, 'outages', day)).map(withoutVersion));
    }
  });

  it('keeps them small and free of keys', () => {
    for (const day of days) {
      const texts = filesOf(join(examples, 'outages', day)).map(([, text]) => text);
      expect(Buffer.byteLength(texts.join(''))).toBeLessThan(100_000);
      expect(texts.join('')).not.toMatch(/invented-key|authorization|x-finnhub-token/i);
    }
  });
});
