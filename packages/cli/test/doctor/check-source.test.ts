import { localRegisters, SourceError, toTicker } from '@ingest/core';
import { candidateItem, manualClock, type ScriptedAnswer, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { checkSource } from '../../src/doctor/check-source.js';

const now = Date.UTC(2026, 5, 4, 14);
const ticker = toTicker('AAPL');
if (ticker === null) throw new TypeError('AAPL is a ticker');

function check(
  answer: ScriptedAnswer,
  registers = localRegisters(),
  keyId: string | null = '1a2b3c4d',
  { maxTickersPerRequest = 50, tickers = 2, at = now } = {},
) {
  const source = scriptedSource({
    name: 'tiingo',
    keyId,
    capabilities: { maxTickersPerRequest },
    answer: () => answer,
  });
  return checkSource({
    source,
    ticker: ticker as never,
    tickers,
    registers,
    clock: manualClock(at),
    signal: new AbortController().signal,
    hasOther: false,
  });
}

const failure = (code: ConstructorParameters<typeof SourceError>[0]) => ({
  error: new SourceError(code, `tiingo says ${code}`, { source: 'tiingo' }),
});

describe('a source', () => {
  it('that answers is good', async () => {
    const { finding, asked } = await check({ page: { items: [candidateItem()] } });
    expect([finding.level, asked]).toEqual(['ok', true]);
    expect(finding.text).toContain('1 article');
  });

  it('that answers nothing but rubbish is a problem', async () => {
    const item = { kind: 'malformed', raw: 1, reason: 'no object' } as const;
    expect((await check({ page: { items: [item] } })).finding).toMatchObject({
      level: 'problem',
      text: expect.stringContaining('MALFORMED_RESPONSE'),
    });
  });

  it('without a key is not asked', async () => {
    const { finding, asked } = await check({ page: { items: [] } }, localRegisters(), null);
    expect([finding.level, finding.area, asked]).toEqual(['problem', 'configuration', false]);
  });

  it('that refuses the key is left alone by the next run too', async () => {
    const registers = localRegisters();
    expect((await check(failure('AUTH_FAILED'), registers)).finding.text).toContain('AUTH_FAILED');
    const second = await check(failure('AUTH_FAILED'), registers);
    expect([second.asked, second.finding.level]).toEqual([false, 'problem']);
    expect(second.finding).toMatchObject({
      text: expect.stringContaining('CIRCUIT_OPEN: tiingo failed (AUTH_FAILED)'),
      advice: expect.stringContaining('check TIINGO_API_KEY'),
    });
  });

  it('that is left alone for its failures is a problem, with what to do about those', async () => {
    const registers = localRegisters();
    const key = '1a2b3c4d';
    const open = {
      kind: 'open',
      failures: 3,
      since: now,
      code: 'SERVER_ERROR',
      rest: { from: now, until: now + 300_000 },
    };
    await registers.change(`breaker/tiingo/${key}`, () => ({ after: open, result: null }));
    const { finding, asked } = await check({ page: { items: [] } }, registers);
    expect([finding.level, finding.area, asked]).toEqual(['problem', 'source', false]);
    expect(finding.advice).toMatch(/status page\. It is probed again by itself/);
    // Its rest is over: the request is its probe.
    const probed = await check({ page: { items: [] } }, registers, key, { at: now + 300_000 });
    expect([probed.finding.level, probed.asked]).toEqual(['ok', true]);
    expect((await registers.list('breaker/'))[0]?.value).toMatchObject({ kind: 'closed' });
  });

  it('that refuses one ticker of several is a problem, and is asked for the others all the same', async () => {
    const registers = localRegisters();
    const one = { maxTickersPerRequest: 1 };
    expect((await check(failure('FORBIDDEN'), registers, undefined, one)).finding.level).toBe('problem');
    expect((await check({ page: { items: [] } }, registers, undefined, one)).finding.level).toBe('ok');
    await check(failure('FORBIDDEN'), registers, undefined, { ...one, tickers: 1 });
    expect((await check({ page: { items: [] } }, registers, undefined, one)).asked).toBe(false);
  });

  it('that tells of a limit is not asked again while it holds', async () => {
    const registers = localRegisters();
    await check(failure('RATE_LIMITED'), registers);
    expect((await check(failure('RATE_LIMITED'), registers)).finding.text).toContain('QUOTA_EXHAUSTED');
  });
});
