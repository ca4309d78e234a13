import { manualClock, scriptedSource } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, RegisterStore } from '../../src/contracts/registers.js';
import type { QuotaLimit } from '../../src/contracts/source.js';
import { dispositionOf, type ErrorCode, errorCodes } from '../../src/errors/codes.js';
import { SourceError, type SourceErrorOptions } from '../../src/errors/source-error.js';
import { localRegisters } from '../../src/resilience/local-registers.js';
import { SourceGuard } from '../../src/resilience/source-guard.js';
import { dryRunRegisters } from '../../src/run/dry-run-registers.js';
import { startDeadline } from '../../src/time/deadline.js';

const start = Date.UTC(2026, 5, 4, 14);
const minute = 60_000;
const errorOf = (code: ErrorCode, options: Partial<SourceErrorOptions> = {}) =>
  new SourceError(code, `first says ${code}`, { source: 'first', ...options });
const sourceOf = (keyId?: string | null, quota: readonly QuotaLimit[] = []) =>
  scriptedSource({
    name: 'first',
    quota,
    ...(keyId === undefined ? {} : { keyId }),
    answer: () => ({ hang: true }),
  });

/** One store, and the guards of as many processes as a test wants. */
function setup(quota: readonly QuotaLimit[] = []) {
  const clock = manualClock(start);
  const values = new Map<string, Json>();
  const written: string[] = [];
  const told: string[] = [];
  const registers = watched(localRegisters(values), written);
  const guard = ({
    keyId = '9f86d081',
    on = registers,
    wasAsked = false,
  }: {
    keyId?: string | null;
    on?: RegisterStore;
    wasAsked?: boolean;
  } = {}) =>
    new SourceGuard({
      source: sourceOf(keyId, quota),
      registers: on,
      clock,
      wasAsked,
      onBreaker: (before, after) => told.push(`${before.kind} → ${after.kind}`),
    });
  /** A run of its own in which the source failed; null: in which nothing came of it. */
  const run = async (code: ErrorCode | null) => {
    const own = guard();
    const refusal = await own.admit();
    if (refusal !== null) return refusal;
    if (code !== null) await own.settle(false, errorOf(code));
    await own.endRun(code);
    return refusal;
  };
  const open = async () => {
    for (let failures = 0; failures < 3; failures += 1) await run('SERVER_ERROR');
  };
  const deadline = (ms = 10_000, signal?: AbortSignal) => startDeadline(clock, ms, () => errorOf('TIMEOUT'), signal);
  const breaker = () => values.get('breaker/first/9f86d081');
  return { clock, values, written, told, registers, guard, run, open, deadline, breaker };
}

/** Notes which registers are changed for good. */
function watched(registers: RegisterStore, written: string[]): RegisterStore {
  return {
    list: registers.list,
    change: (name, decide) =>
      registers.change(name, (before) => {
        const changed = decide(before);
        if (changed.after !== before) written.push(name);
        return changed;
      }),
  };
}

describe('a source', () => {
  it('is asked with its key, and without one when it needs none', async () => {
    const { registers, clock, guard } = setup();
    expect(await guard().admit()).toBeNull();
    const keyless = new SourceGuard({ source: sourceOf(), registers, clock, onBreaker: () => {} });
    expect(await keyless.admit()).toBeNull();
  });

  it('is not asked when its key is not set, and says which variable to set', async () => {
    const { guard, written } = setup();
    expect(await guard({ keyId: null }).admit()).toMatchObject({
      code: 'NOT_CONFIGURED',
      source: 'first',
      message: 'first has no key: FIRST_API_KEY is not set',
      hint: expect.stringContaining('set FIRST_API_KEY'),
    });
    expect(written).toEqual([]);
  });

  it('is decided about once, however often and by how many batches it is asked for', async () => {
    const test = setup();
    let changes = 0;
    const counting: RegisterStore = {
      list: test.registers.list,
      change: (name, decide) => {
        changes += 1;
        return test.registers.change(name, decide);
      },
    };
    const own = test.guard({ on: counting });
    expect(await Promise.all([own.admit(), own.admit(), own.admit()])).toEqual([null, null, null]);
    const before = changes;
    await test.open();
    expect([await own.admit(), changes]).toEqual([null, before]);
    expect((await test.guard().admit())?.code).toBe('CIRCUIT_OPEN');
  });
});

describe('an open breaker', () => {
  it('refuses every process, and says why and until when', async () => {
    const test = setup();
    await test.open();
    for (const own of [test.guard(), test.guard()])
      expect(await own.admit()).toMatchObject({
        code: 'CIRCUIT_OPEN',
        source: 'first',
        message: 'first failed (SERVER_ERROR) and is left alone until 2026-06-04T14:05:00.000Z; nothing was sent',
        hint: expect.stringContaining('probed again by itself'),
      });
  });

  it('is that of one key: a changed one is asked at once', async () => {
    const test = setup();
    await test.open();
    expect(await test.guard({ keyId: '00000000' }).admit()).toBeNull();
  });

  it('lets one process through after its rest, whoever comes first', async () => {
    const test = setup();
    await test.open();
    await test.clock.advance(5 * minute - 1);
    expect((await test.guard().admit())?.code).toBe('CIRCUIT_OPEN');
    await test.clock.advance(1);
    const [first, second] = [test.guard(), test.guard()];
    const refusals = await Promise.all([first.admit(), second.admit()]);
    expect(refusals.map((refusal) => refusal?.code)).toEqual([undefined, 'CIRCUIT_OPEN']);
    expect([first.breaker.kind, test.breaker()]).toEqual(['half-open', first.breaker]);
    expect(test.told.at(-1)).toBe('open → half-open');
  });

  it('lets exactly one through at a time, however many processes come when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 12 }), async (pauses) => {
        const test = setup();
        await test.open();
        await test.clock.advance(5 * minute);
        const admitted: number[] = [];
        for (const pause of pauses) {
          await test.clock.advance(pause);
          if ((await test.guard().admit()) === null) admitted.push(test.clock.now());
        }
        // A claim that nobody ended is as none after a minute.
        for (const [index, at] of admitted.slice(1).entries())
          expect(at - (admitted[index] ?? 0)).toBeGreaterThanOrEqual(minute);
        if (pauses.length > 0) expect(admitted.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  it('closes when the probe succeeds, for every process', async () => {
    const test = setup();
    await test.open();
    await test.clock.advance(5 * minute);
    const probe = test.guard();
    await probe.admit();
    await probe.settle(true, null);
    expect([await test.guard().admit(), await test.guard().admit()]).toEqual([null, null]);
    expect(test.told).toEqual(['closed → open', 'open → half-open', 'half-open → closed']);
  });

  it('opens for a new rest when the probe fails', async () => {
    const test = setup();
    await test.open();
    await test.clock.advance(5 * minute);
    expect(await test.run('NETWORK')).toBeNull();
    expect((await test.guard().admit())?.message).toContain(
      'first failed (NETWORK) and is left alone until 2026-06-04T14:10',
    );
    await test.clock.advance(5 * minute);
    expect(await test.guard().admit()).toBeNull();
  });

  it('rests as soon as the probe failed, and once for it', async () => {
    const test = setup();
    await test.open();
    await test.clock.advance(5 * minute);
    const probe = test.guard();
    await probe.admit();
    expect(probe.isProbing).toBe(true);
    await probe.settle(false, errorOf('BAD_REQUEST'));
    const resting = test.breaker();
    expect([probe.isProbing, resting]).toEqual([false, expect.objectContaining({ kind: 'open', failures: 4 })]);
    await test.clock.advance(2 * minute);
    expect((await test.guard().admit())?.code).toBe('CIRCUIT_OPEN');
    await probe.endRun('BAD_REQUEST');
    expect(test.breaker()).toEqual(resting);
  });

  it.each(['RATE_LIMITED', 'QUOTA_EXHAUSTED', null] as const)(
    'stays so after a probe that ended with %s, and is probed again',
    async (code) => {
      const test = setup();
      await test.open();
      await test.clock.advance(5 * minute);
      expect(await test.run(code)).toBeNull();
      expect(test.breaker()).toMatchObject({ kind: 'open', failures: 3 });
      expect(await test.guard().admit()).toBeNull();
    },
  );

  it('is left as it is by the end of a run that was not let through', async () => {
    const test = setup();
    await test.open();
    await test.clock.advance(5 * minute);
    const [probe, refused] = [test.guard(), test.guard()];
    await probe.admit();
    expect((await refused.admit())?.code).toBe('CIRCUIT_OPEN');
    await refused.endRun(null);
    expect(test.breaker()).toEqual(probe.breaker);
    expect((await test.guard().admit())?.code).toBe('CIRCUIT_OPEN');
  });
});

describe('a guard', () => {
  it('knows the breaker as it is before it decides, and claims nothing by looking', async () => {
    const test = setup();
    await test.open();
    await test.clock.advance(5 * minute);
    const written = test.written.length;
    const own = test.guard();
    expect(own.breaker.kind).toBe('closed');
    await own.load();
    expect([own.breaker, own.isProbing, test.written.length]).toEqual([test.breaker(), false, written]);
    const other = test.guard({ keyId: '9f86' });
    await other.load();
    expect(other.breaker.kind).toBe('closed');
  });
});

describe('a collection', () => {
  it.each(['AUTH_FAILED', 'FORBIDDEN'] as const)(
    'opens the breaker at once with %s, and the end of its run adds nothing',
    async (code) => {
      const test = setup();
      const own = test.guard();
      await own.admit();
      await own.settle(false, errorOf(code));
      expect([own.breaker.kind, test.told]).toEqual(['open', ['closed → open']]);
      const opened = test.breaker();
      await own.endRun(code);
      expect(test.breaker()).toEqual(opened);
      expect((await test.guard().admit())?.code).toBe('CIRCUIT_OPEN');
    },
  );

  it.each(errorCodes.filter((code) => dispositionOf(code).breaker !== 'opens'))(
    'says nothing of its source with %s before the run is over',
    async (code) => {
      const test = setup();
      const own = test.guard();
      await own.admit();
      await own.settle(false, errorOf(code));
      expect([test.written, test.told]).toEqual([[], []]);
    },
  );

  it('makes failed runs forgotten with its success', async () => {
    const test = setup();
    await test.run('SERVER_ERROR');
    await test.run('SERVER_ERROR');
    const own = test.guard();
    await own.admit();
    await own.settle(true, null);
    await test.run('SERVER_ERROR');
    expect(test.breaker()).toEqual({ kind: 'closed', failures: 1 });
  });

  it('makes them forgotten also with a success that an error ended', async () => {
    const test = setup();
    await test.run('SERVER_ERROR');
    const own = test.guard();
    await own.admit();
    await own.settle(true, errorOf('TIMEOUT'));
    expect(test.breaker()).toEqual({ kind: 'closed', failures: 0 });
    await own.settle(true, errorOf('AUTH_FAILED'));
    expect(test.breaker()).toMatchObject({ kind: 'open', code: 'AUTH_FAILED' });
  });

  it('writes nothing when all is as well as before', async () => {
    const test = setup();
    const own = test.guard();
    await own.admit();
    for (let batch = 0; batch < 3; batch += 1) await own.settle(true, null);
    await own.endRun(null);
    expect(test.written).toEqual([]);
  });
});

describe('a run', () => {
  it('counts once in which the source failed, and the third in a row opens the breaker', async () => {
    const test = setup();
    await test.run('TIMEOUT');
    await test.run('NOT_FOUND');
    expect([test.breaker(), test.told]).toEqual([{ kind: 'closed', failures: 2 }, []]);
    await test.run('TIMEOUT');
    expect(test.breaker()).toMatchObject({ kind: 'open', failures: 3, code: 'TIMEOUT' });
    expect(test.told).toEqual(['closed → open']);
  });

  it.each(errorCodes.filter((code) => dispositionOf(code).breaker === 'untouched'))(
    'neither counts nor makes forgotten when it ended with %s',
    async (code) => {
      const test = setup();
      await test.run('SERVER_ERROR');
      await test.run('SERVER_ERROR');
      await test.run(code);
      await test.run(null);
      expect(test.breaker()).toEqual({ kind: 'closed', failures: 2 });
    },
  );
});

describe('a quota', () => {
  it('is not counted where the plan has none', async () => {
    const test = setup();
    for (let requests = 0; requests < 3; requests += 1) await test.guard().spend(test.deadline());
    expect(test.written).toEqual([]);
  });

  it('is one for all processes, and is used up with the last request that fits', async () => {
    const test = setup([{ window: 'minute', limit: 3 }]);
    for (let requests = 0; requests < 3; requests += 1) await test.guard().spend(test.deadline());
    await expect(test.guard().spend(test.deadline())).rejects.toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      source: 'first',
      message: expect.stringMatching(/^first: the requests of this minute are used up until 2026-06-04T14:01/),
      hint: expect.stringContaining('larger plan'),
    });
    await test.clock.advance(2 * minute);
    await test.guard().spend(test.deadline());
  });

  it('is that of one key', async () => {
    const test = setup([{ window: 'day', limit: 1 }]);
    await test.guard().spend(test.deadline());
    await test.guard({ keyId: '00000000' }).spend(test.deadline());
    await expect(test.guard().spend(test.deadline())).rejects.toMatchObject({ code: 'QUOTA_EXHAUSTED' });
  });

  it('leaves the rest to others who may use up only a part of it', async () => {
    const test = setup([{ window: 'minute', limit: 10 }]);
    const old = test.guard();
    for (let requests = 0; requests < 7; requests += 1) await old.spend(test.deadline(), () => 0.7);
    await expect(old.spend(test.deadline(), () => 0.7)).rejects.toMatchObject({ code: 'QUOTA_EXHAUSTED' });
    for (let requests = 0; requests < 3; requests += 1) await test.guard().spend(test.deadline());
    await expect(test.guard().spend(test.deadline())).rejects.toMatchObject({ code: 'QUOTA_EXHAUSTED' });
  });

  it('of a second is waited for, and by several in turns', async () => {
    const test = setup([{ window: 'second', limit: 1 }]);
    const sentAt: number[] = [];
    const sending = [1, 2, 3].map(() =>
      test
        .guard()
        .spend(test.deadline())
        .then(() => sentAt.push(test.clock.now() - start)),
    );
    await test.clock.advance(500);
    expect(sentAt).toEqual([0]);
    await test.clock.advance(4000);
    await Promise.all(sending);
    for (const [index, at] of sentAt.slice(1).entries()) {
      expect(at - (sentAt[index] ?? 0)).toBeGreaterThanOrEqual(1000);
      expect(at - (sentAt[index] ?? 0)).toBeLessThanOrEqual(1500);
    }
  });

  it('of a second is not waited for when there is no time left for it', async () => {
    const test = setup([{ window: 'second', limit: 1 }]);
    await test.guard().spend(test.deadline());
    const deadline = test.deadline(500);
    const pending = test.clock.pending;
    await expect(test.guard().spend(deadline)).rejects.toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      message: expect.stringContaining('the requests of this second are used up'),
    });
    expect(test.clock.pending).toBe(pending);
  });

  it('is not waited for any longer when the collection is stopped', async () => {
    const test = setup([{ window: 'second', limit: 1 }]);
    await test.guard().spend(test.deadline());
    const stop = new AbortController();
    const deadline = test.deadline(10_000, stop.signal);
    const pending = test.clock.pending;
    const waiting = test.guard().spend(deadline);
    await test.clock.advance(100);
    expect(test.clock.pending).toBe(pending + 1);
    const reason = errorOf('ABORTED');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(test.clock.pending).toBe(pending);
  });
});

describe('a limit that a reply spoke of', () => {
  it('holds for every process until it is over, and nothing is sent', async () => {
    const test = setup();
    await test.guard().limited(errorOf('RATE_LIMITED', { retryAt: start + 10 * minute }));
    expect(await test.guard().admit()).toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      source: 'first',
      message: 'first: a limit of the plan is on until 2026-06-04T14:10:00.000Z; nothing was sent',
    });
    expect(await test.guard({ keyId: '00000000' }).admit()).toBeNull();
    await test.clock.advance(10 * minute);
    expect(await test.guard().admit()).toBeNull();
  });

  it('holds to the end of the window that it names', async () => {
    const test = setup([{ window: 'minute', limit: 5 }]);
    await test.guard().limited(errorOf('RATE_LIMITED', { limitWindow: 'day' }));
    await expect(test.guard().spend(test.deadline())).rejects.toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      message: 'first: the requests of this day are used up until 2026-06-05T00:00:00.000Z; nothing was sent',
    });
  });

  it('keeps nobody from asking when it ends within a second: that is waited for', async () => {
    const test = setup([{ window: 'minute', limit: 5 }]);
    await test.guard().limited(errorOf('RATE_LIMITED', { retryAt: start + 700 }));
    const own = test.guard();
    expect(await own.admit()).toBeNull();
    let sentAt = Number.NaN;
    const sending = own.spend(test.deadline()).then(() => {
      sentAt = test.clock.now() - start;
    });
    await test.clock.advance(2000);
    await sending;
    expect(sentAt).toBe(700);
  });

  it('is waited for when it ends within a second, also where the plan is not counted', async () => {
    const test = setup();
    await test.guard().limited(errorOf('RATE_LIMITED', { retryAt: start + 700 }));
    const own = test.guard();
    await own.admit();
    let sentAt = Number.NaN;
    const sending = own.spend(test.deadline()).then(() => {
      sentAt = test.clock.now() - start;
    });
    await test.clock.advance(2000);
    await sending;
    expect(sentAt).toBe(700);
  });

  it('comes before the breaker: no probe is claimed that could not be sent', async () => {
    const test = setup();
    await test.open();
    const opened = test.breaker();
    await test.guard().limited(errorOf('RATE_LIMITED', { retryAt: start + 10 * minute }));
    await test.clock.advance(5 * minute);
    expect((await test.guard().admit())?.code).toBe('QUOTA_EXHAUSTED');
    expect(test.breaker()).toEqual(opened);
  });
});

describe('what headers say of limits', () => {
  it('holds for every process', async () => {
    const test = setup([{ window: 'minute', limit: 60 }]);
    await test.guard().correct([
      { window: 'minute', remaining: 5, resetsAt: null },
      { window: 'day', remaining: 0, resetsAt: start + 30 * minute },
    ]);
    expect((await test.guard().admit())?.message).toContain('until 2026-06-04T14:30');
  });

  it('makes our own count stricter, and is one change however much it says', async () => {
    const test = setup([{ window: 'minute', limit: 60 }]);
    await test.guard().correct([
      { window: 'minute', remaining: 2, resetsAt: null },
      { window: 'minute', remaining: 1, resetsAt: null },
    ]);
    expect(test.written).toEqual(['quota/first/9f86d081']);
    await test.guard().spend(test.deadline());
    await expect(test.guard().spend(test.deadline())).rejects.toMatchObject({ code: 'QUOTA_EXHAUSTED' });
  });

  it('is nothing to keep where they say nothing', async () => {
    const test = setup([{ window: 'minute', limit: 60 }]);
    const registers: RegisterStore = {
      ...test.registers,
      change: () => Promise.reject(new Error('asked for nothing')),
    };
    await test.guard({ on: registers }).correct([]);
    const reading = { window: 'minute', remaining: 1, resetsAt: null } as const;
    await expect(test.guard({ on: registers }).correct([reading])).rejects.toThrow('asked for nothing');
  });
});

describe('a guard on the registers of a dry run', () => {
  it('begins with what is stored and changes nothing there but the quota', async () => {
    const test = setup([{ window: 'minute', limit: 2 }]);
    await test.open();
    await test.clock.advance(5 * minute);
    const opened = test.breaker();
    const dry = test.guard({ on: await dryRunRegisters(test.registers) });
    expect(await dry.admit()).toBeNull();
    await dry.spend(test.deadline());
    await dry.settle(true, null);
    await dry.endRun(null);
    expect([dry.breaker.kind, test.breaker()]).toEqual(['closed', opened]);
    await test.guard().spend(test.deadline());
    await expect(test.guard().spend(test.deadline())).rejects.toMatchObject({ code: 'QUOTA_EXHAUSTED' });
  });

  it('is refused as any other while the breaker rests', async () => {
    const test = setup();
    await test.open();
    expect((await test.guard({ on: await dryRunRegisters(test.registers) }).admit())?.code).toBe('CIRCUIT_OPEN');
  });
});

describe('a source that was asked in the run that is replayed', () => {
  it('is asked again although its breaker rests, and closes it when it succeeds', async () => {
    const test = setup();
    await test.open();
    const own = test.guard({ wasAsked: true });
    expect(await own.admit()).toBeNull();
    expect(own.isProbing).toBe(false);
    await own.settle(true, null);
    expect(test.breaker()).toMatchObject({ kind: 'closed' });
  });

  it('is asked again although a reply spoke of a limit, but never beyond its plan', async () => {
    for (const [quota, code] of [
      [[], null],
      [[{ window: 'hour', limit: 5 }] as const, 'QUOTA_EXHAUSTED'],
    ] as const) {
      const test = setup(quota);
      await test.guard().limited(errorOf('RATE_LIMITED'));
      expect((await test.guard().admit())?.code).toBe('QUOTA_EXHAUSTED');
      const own = test.guard({ wasAsked: true });
      expect((await own.admit())?.code ?? null).toBe(code);
      if (code === null) await own.spend(test.deadline());
      else await expect(own.spend(test.deadline())).rejects.toMatchObject({ code });
    }
  });
});
