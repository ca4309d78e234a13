import { candidateItem, manualClock, type ScriptedAnswer, scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { askPage, overlapLeftMs, timeoutError } from '../../src/collect/ask-page.js';
import { CollectionTally } from '../../src/collect/collection-tally.js';
import type { Source } from '../../src/contracts/source.js';
import { SourceError } from '../../src/errors/source-error.js';
import type { IngestEvent } from '../../src/events.js';
import { startDeadline } from '../../src/time/deadline.js';
import { seededChance } from '../../src/time/seeded-chance.js';
import { failure, lettingPass, startOfDay } from '../support/run-setup.js';

const page: ScriptedAnswer = { page: { items: [candidateItem()] } };

function asking(answers: readonly ScriptedAnswer[], changes: { isOverlap?: boolean; source?: Partial<Source> } = {}) {
  const clock = manualClock(startOfDay);
  const source = {
    ...scriptedSource({ name: 'first', answer: (_, call) => answers[call] ?? { hang: true } }),
    ...changes.source,
  };
  const told: string[] = [];
  const events: IngestEvent[] = [];
  const tally = new CollectionTally();
  const budgetMs = 10_000;
  const deadline = startDeadline(clock, budgetMs, () => timeoutError(source, budgetMs, tally.wholePages));
  const asked = askPage({
    request: {
      source,
      tickers: tickersOf('AAPL'),
      reading: 'fresh',
      window: null,
      isReplay: false,
      runId: 'r',
      share: () => 1,
      budgetMs,
    },
    services: {
      clock,
      chance: seededChance(1),
      onEvent: (event) => events.push(event),
      guard: {
        isProbing: false,
        spend: async () => void told.push('spend'),
        limited: async ({ code }) => void told.push(`limited: ${code}`),
        correct: async (readings) => void told.push(`correct: ${readings.length}`),
      },
    },
    tally,
    cursor: 7,
    remembered: 'kept',
    deadline,
    isOverlap: changes.isOverlap ?? false,
  });
  const answered = lettingPass(clock, asked).finally(() => deadline.dispose());
  return { answered, clock, told, events, tally };
}

describe('askPage', () => {
  it('takes a request out of the quota before it is sent, and keeps what the reply says of limits', async () => {
    const { answered, told } = asking([], {
      source: {
        fetchPage: async ({ cursor }, { onLimit, now, remembered }) => {
          expect([cursor, now, remembered]).toEqual([7, startOfDay, 'kept']);
          onLimit?.({ window: 'hour', left: 3 } as never);
          return { items: [], next: null, asked: null };
        },
      },
    });
    expect(await answered).toEqual({ items: [], next: null, asked: null });
    expect(told).toEqual(['spend', 'correct: 1']);
  });

  it('tries again at a limit that is over at once, and counts its window as used only when that was in vain', async () => {
    const atOnce = { error: new SourceError('RATE_LIMITED', 'no', { source: 'first', retryAt: startOfDay }) };
    const mended = asking([atOnce, page]);
    expect((await mended.answered).items).toHaveLength(1);
    expect(mended.told.filter((told) => told.startsWith('limited'))).toEqual([]);
    const vain = asking(Array.from({ length: 9 }, () => atOnce));
    await expect(vain.answered).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(vain.told.filter((told) => told.startsWith('limited'))).toEqual(['limited: RATE_LIMITED']);
    expect(vain.told.filter((told) => told === 'spend')).toHaveLength(4);
  });

  it('tries again what may pass, each try a request of its own, and tells of it', async () => {
    const { answered, events, tally, told } = asking([failure('SERVER_ERROR'), page]);
    expect((await answered).items).toHaveLength(1);
    expect(events).toMatchObject([{ type: 'request:retried', source: 'first', code: 'SERVER_ERROR', attempt: 1 }]);
    expect(tally.event({} as never, { newStories: [] } as never)).toMatchObject({ requests: 2, attempts: 2 });
    expect(told).toEqual(['spend', 'correct: 0', 'spend', 'correct: 0']);
  });

  it('marks a limit that the source names as used up', async () => {
    const limited = new SourceError('RATE_LIMITED', 'no more', { source: 'first', retryAt: startOfDay + 3_600_000 });
    const { answered, told } = asking([{ error: limited }]);
    await expect(answered).rejects.toBe(limited);
    expect(told).toEqual(['spend', 'limited: RATE_LIMITED', 'correct: 0']);
  });

  it.each([
    ['all of its time', false, 10_000],
    ['a quarter of it behind the watermark', true, 2500],
  ])('gives a page that hangs %s, and leaves no timer', async (_, isOverlap, ms) => {
    const { answered, clock } = asking([], { isOverlap });
    await expect(answered).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(clock.now() - startOfDay).toBe(ms);
    expect(clock.pending).toBe(0);
  });
});

it('knows what is left of the time for the overlap, below zero once it is over', () => {
  const left = (ms: number) => overlapLeftMs({ remainingMs: () => ms }, 10_000);
  expect([10_000, 7500, 5000].map(left)).toEqual([2500, 0, -2500]);
});

it('tells a source that gave nothing in its time from one that was not done', () => {
  const said = (wholePages: number) => timeoutError({ name: 'first' }, 2500, wholePages).message;
  expect([said(0), said(1)]).toEqual(['first gave no whole page within 2.5 s', 'first was not done within 2.5 s']);
});
