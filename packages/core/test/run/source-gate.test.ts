import { type ManualClock, manualClock, scriptedSource } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dispositionOf, type ErrorCode, errorCodes } from '../../src/errors/codes.js';
import type { IngestError } from '../../src/errors/ingest-error.js';
import { SourceError } from '../../src/errors/source-error.js';
import { SourceGate } from '../../src/run/source-gate.js';

const timeoutMs = 10_000;
const failed = (code: ErrorCode) => new SourceError(code, `first says ${code}`, { source: 'first' });
const source = scriptedSource({ name: 'first', timeoutMs, answer: () => ({ hang: true }) });

function setup(ended: SourceError | null = null, asked = source) {
  const clock = manualClock(0);
  const endings: IngestError[] = [];
  const gate = new SourceGate(asked, clock, (error) => endings.push(error), ended);
  return { clock, gate, endings };
}

const codesThatEnd = (ends: 'batch' | 'source' | 'rest') =>
  errorCodes.filter((code) => dispositionOf(code).family === 'source' && dispositionOf(code).ends === ends);

describe('an untried source', () => {
  it('is asked for one batch alone, with all of its time', () => {
    const { gate } = setup();
    expect(gate.mayStart()).toBe(true);
    expect(gate.start()).toBe(timeoutMs);
    expect(gate.mayStart()).toBe(false);
  });

  it('is asked for batches side by side once it has answered', () => {
    const { gate } = setup();
    gate.start();
    gate.finish(null, false);
    for (let batch = 0; batch < 3; batch += 1) {
      expect(gate.mayStart()).toBe(true);
      expect(gate.start()).toBe(timeoutMs);
    }
  });

  it('is asked for as many at once as may be sent in a second', () => {
    const quota = [
      { window: 'minute', limit: 1 },
      { window: 'second', limit: 2 },
      { window: 'second', limit: 5 },
    ] as const;
    const { gate } = setup(null, { ...source, quota });
    gate.start();
    gate.finish(null, false);
    gate.start();
    expect(gate.mayStart()).toBe(true);
    gate.start();
    expect(gate.mayStart()).toBe(false);
    gate.finish(null, false);
    expect(gate.mayStart()).toBe(true);
  });

  it.each(codesThatEnd('batch'))('is asked for one more batch, in what is left of its time, after %s', async (code) => {
    const { clock, gate } = setup();
    gate.start();
    await clock.advance(3000);
    gate.finish(failed(code), false);
    expect([gate.ended, gate.mayStart()]).toEqual([null, true]);
    await clock.advance(1000);
    expect(gate.start()).toBe(timeoutMs - 4000);
    expect(gate.mayStart()).toBe(false);
    const second = failed(code);
    gate.finish(second, false);
    expect(gate.ended).toBe(second);
  });

  it.each([
    ['first', false],
    ['probed', true],
  ])('is asked for one more ticker after its %s one was refused, where it takes one in a request', (_, isProbe) => {
    const { gate } = setup(null, { ...source, capabilities: { ...source.capabilities, maxTickersPerRequest: 1 } });
    gate.start();
    gate.finish(failed('FORBIDDEN'), isProbe);
    expect([gate.ended, gate.mayStart()]).toEqual([null, true]);
    gate.start();
    gate.finish(failed('FORBIDDEN'), isProbe);
    expect(gate.ended?.code).toBe('FORBIDDEN');
  });

  it('is as good as any when its second batch is answered', () => {
    const { gate } = setup();
    gate.start();
    gate.finish(failed('BAD_REQUEST'), false);
    gate.start();
    gate.finish(null, false);
    gate.start();
    gate.finish(failed('BAD_REQUEST'), false);
    expect([gate.ended, gate.mayStart()]).toEqual([null, true]);
  });

  it('is not asked for one more when its time is spent', async () => {
    const { clock, gate } = setup();
    gate.start();
    await clock.advance(timeoutMs);
    gate.finish(failed('SERVER_ERROR'), false);
    expect(gate.ended?.code).toBe('SERVER_ERROR');
  });

  it('ends when its time was over before its second batch got a turn, and not by being asked whether it may', async () => {
    const { clock, gate } = setup();
    gate.start();
    const strike = failed('SERVER_ERROR');
    gate.finish(strike, false);
    await clock.advance(timeoutMs - 1);
    gate.expire();
    expect(gate.ended).toBeNull();
    await clock.advance(1);
    expect([gate.mayStart(), gate.ended]).toEqual([true, null]);
    gate.expire();
    expect([gate.mayStart(), gate.ended, gate.signal.reason]).toEqual([false, strike, strike]);
  });

  it('never has less than no time', async () => {
    const { clock, gate } = setup();
    gate.start();
    gate.finish(failed('SERVER_ERROR'), false);
    await clock.advance(timeoutMs + 1);
    expect(gate.start()).toBe(0);
  });
});

describe.each(codesThatEnd('source'))('%s', (code) => {
  it('ends a source that was never tried, and one that has answered', () => {
    for (const hasAnswered of [false, true]) {
      const { gate } = setup();
      gate.start();
      if (hasAnswered) {
        gate.finish(null, false);
        gate.start();
      }
      const error = failed(code);
      gate.finish(error, false);
      expect(gate.ended).toBe(error);
      expect(gate.mayStart()).toBe(false);
      expect(gate.signal.reason).toBe(error);
    }
  });
});

describe.each(codesThatEnd('rest'))('%s', (code) => {
  it('ends a source, and breaks nothing off: what was sent already is waited for', () => {
    const { gate } = setup();
    gate.start();
    gate.finish(null, false);
    gate.start();
    gate.start();
    const error = failed(code);
    gate.finish(error, false);
    expect([gate.ended, gate.mayStart(), gate.signal.aborted, gate.isOver]).toEqual([error, false, false, true]);
    gate.finish(null, false);
    expect(gate.ended).toBe(error);
  });
});

describe('a source that has ended', () => {
  it('is over once nothing is left of what was broken off', () => {
    const { gate } = setup();
    gate.start();
    gate.finish(null, false);
    gate.start();
    gate.start();
    gate.finish(failed('FORBIDDEN'), false);
    expect([gate.ended?.code, gate.isOver]).toEqual(['FORBIDDEN', false]);
    gate.finish(failed('FORBIDDEN'), false);
    expect(gate.isOver).toBe(true);
  });

  it('stays so, whatever its batches that were under way come to', () => {
    const { gate } = setup();
    gate.start();
    gate.finish(null, false);
    for (let batch = 0; batch < 3; batch += 1) gate.start();
    const first = failed('FORBIDDEN');
    for (const outcome of [first, null, failed('TIMEOUT')]) {
      gate.finish(outcome, false);
      expect([gate.ended, gate.mayStart(), gate.signal.reason]).toEqual([first, false, first]);
    }
  });
});

describe('a source that is not to be asked from the beginning', () => {
  it('has ended before it began, and nobody is told again', () => {
    const before = failed('CIRCUIT_OPEN');
    const { gate, endings } = setup(before);
    gate.expire();
    expect([gate.ended, gate.mayStart(), gate.isOver, endings]).toEqual([before, false, true, []]);
  });
});

describe('a probe', () => {
  it.each(codesThatEnd('batch'))('ends its source with %s: it has one try', (code) => {
    const { gate, endings } = setup();
    gate.start();
    const error = failed(code);
    gate.finish(error, true);
    expect([gate.ended, gate.mayStart(), gate.signal.reason, endings]).toEqual([error, false, error, [error]]);
  });

  it('opens its source for batches side by side when it is answered', () => {
    const { gate } = setup();
    gate.start();
    gate.finish(null, true);
    gate.start();
    expect([gate.ended, gate.mayStart()]).toEqual([null, true]);
  });
});

/** What is known of a source from outside: nothing but what it was asked and what it answered. */
interface Seen {
  underWay: number;
  askedAt: number | null;
  hasAnswered: boolean;
  now: number;
  strike: SourceError | null;
  ended: SourceError | null;
}

interface Real {
  readonly clock: ManualClock;
  readonly gate: SourceGate;
}

type Step = fc.AsyncCommand<Seen, Real>;

/** A step that may be taken when `check` says so; after it the gate has to be what was seen of the source. */
function step(name: string, check: Step['check'], act: (seen: Seen, real: Real) => Promise<void> | void): Step {
  return {
    check,
    toString: () => name,
    async run(seen, real) {
      await act(seen, real);
      expect(real.gate.ended).toBe(seen.ended);
      expect(real.gate.signal.reason).toBe(seen.ended ?? undefined);
      expect(real.gate.mayStart()).toBe(mayAsk(seen));
      expect(real.gate.ended).toBe(seen.ended);
      expect(real.gate.isOver).toBe(seen.ended !== null && seen.underWay === 0);
    },
  };
}

const spentMs = ({ askedAt, now }: Readonly<Seen>) => (askedAt === null ? 0 : now - askedAt);
const mayAsk = (seen: Readonly<Seen>) => seen.ended === null && (seen.hasAnswered || seen.underWay === 0);
const isAsked = (seen: Readonly<Seen>) => seen.underWay > 0;

const ask = step('ask', mayAsk, (seen, { clock, gate }) => {
  const now = clock.elapsed().monotonicMs;
  seen.askedAt ??= now;
  seen.underWay += 1;
  expect(gate.start()).toBe(seen.hasAnswered ? timeoutMs : Math.max(0, timeoutMs - (now - seen.askedAt)));
});

const answer = step('answer', isAsked, (seen, { gate }) => {
  seen.underWay -= 1;
  seen.hasAnswered ||= seen.ended === null;
  gate.finish(null, false);
});

const fail = (code: ErrorCode, isProbe = false) =>
  step(`fail with ${code}${isProbe ? ' as a probe' : ''}`, isAsked, (seen, { gate }) => {
    seen.underWay -= 1;
    const error = failed(code);
    const isLast = !seen.hasAnswered && (seen.strike !== null || spentMs(seen) >= timeoutMs);
    if (isProbe || dispositionOf(code).ends !== 'batch' || isLast) seen.ended ??= error;
    seen.strike ??= error;
    gate.finish(error, isProbe);
  });

const expire = step(
  'expire',
  () => true,
  (seen, { gate }) => {
    // Its time was over before its second batch got a turn.
    const isOver = !seen.hasAnswered && seen.underWay === 0 && spentMs(seen) >= timeoutMs;
    if (isOver) seen.ended ??= seen.strike;
    gate.expire();
  },
);

const pass = (ms: number) =>
  step(
    `${ms} ms pass`,
    () => true,
    (seen, { clock }) => {
      seen.now += ms;
      return clock.advance(ms);
    },
  );

describe('SourceGate', () => {
  it('is what was seen of the source: one batch alone before the first answer, and an end is final', async () => {
    const steps = fc.commands(
      [
        fc.constant(ask),
        fc.constant(ask),
        fc.constant(answer),
        fc.constant(expire),
        fc.constantFrom(...codesThatEnd('batch')).map((code) => fail(code)),
        fc.constantFrom(...codesThatEnd('batch')).map((code) => fail(code, true)),
        fc.constantFrom(...codesThatEnd('batch'), ...codesThatEnd('source')).map((code) => fail(code)),
        fc.integer({ min: 0, max: timeoutMs }).map(pass),
      ],
      { maxCommands: 30, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const seen: Seen = { underWay: 0, askedAt: null, hasAnswered: false, now: 0, strike: null, ended: null };
        await fc.asyncModelRun(() => ({ model: seen, real: setup() }), commands);
      }),
    );
  });

  it('lets a dead source cost its time once, however its batches fail', async () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const failure = fc.record({ share, code: fc.constantFrom(...codesThatEnd('batch')) });
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { minLength: 2, maxLength: 6 }), async (failures) => {
        const { clock, gate } = setup();
        let asked = 0;
        for (const { share: part, code } of failures) {
          if (!gate.mayStart()) break;
          asked += 1;
          await clock.advance(Math.round(gate.start() * part));
          gate.finish(failed(code), false);
        }
        expect(gate.ended).not.toBeNull();
        expect(asked).toBeLessThanOrEqual(2);
        expect(clock.elapsed().monotonicMs).toBeLessThanOrEqual(timeoutMs);
      }),
    );
  });
});
