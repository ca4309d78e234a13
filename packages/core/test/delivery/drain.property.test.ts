import { manualClock } from '@ingest/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Clock } from '../../src/contracts/clock.js';
import type { Sink } from '../../src/contracts/sink.js';
import { drain } from '../../src/delivery/drain.js';
import { maxDeliveryAttempts } from '../../src/delivery/retry-rule.js';
import { localRegisters } from '../../src/resilience/local-registers.js';
import { seededChance } from '../../src/time/seeded-chance.js';
import { entryOf, hang, passing, sinkError } from '../support/deliveries.js';
import { memoryOutbox } from '../support/memory-outbox.js';

const start = Date.UTC(2026, 5, 4, 14);
const names = ['a', 'b', 'c'];

const behaviour = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'takes' as const }) },
  fc.record({ kind: fc.constant('takes-late' as const), ms: fc.integer({ min: 1, max: 12_000 }) }),
  fc.constantFrom(...(['unavailable', 'rejects', 'gone', 'throws', 'hangs'] as const)).map((kind) => ({ kind })),
  fc.record({ kind: fc.constant('says-when' as const), ms: fc.integer({ min: 0, max: 100_000 }) }),
);
type Behaviour = typeof behaviour extends fc.Arbitrary<infer Value> ? Value : never;

/** A process that drains, for so long, and may be stopped. */
const process = fc.record({
  beginsAfterMs: fc.integer({ min: 0, max: 20_000 }),
  budgetMs: fc.integer({ min: 1, max: 20_000 }),
  stopsAfterMs: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: null }),
});

const world = fc.record({
  seed: fc.integer(),
  /** How many deliveries each sink has waiting. */
  waiting: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: names.length, maxLength: names.length }),
  script: fc.array(behaviour, { minLength: 1, maxLength: 12 }),
  processes: fc.array(process, { minLength: 1, maxLength: 3 }),
});

async function behave(behaviour: Behaviour, clock: Clock, signal: AbortSignal): Promise<void> {
  switch (behaviour.kind) {
    case 'takes':
      return;
    case 'takes-late':
      return clock.wait(behaviour.ms, signal);
    case 'unavailable':
      throw sinkError('SINK_UNAVAILABLE');
    case 'says-when':
      throw sinkError('SINK_UNAVAILABLE', { retryAt: clock.now() + behaviour.ms });
    case 'rejects':
      throw sinkError('SINK_REJECTED');
    case 'gone':
      throw sinkError('SINK_GONE');
    case 'throws':
      throw new Error('odd');
    case 'hangs':
      return hang();
  }
}

it('claims, tries and settles each delivery as it must, however sinks behave and processes end', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ seed, waiting, script, processes }) => {
      const clock = manualClock(start);
      const outbox = memoryOutbox();
      const registers = localRegisters();
      const chance = seededChance(seed);
      names.forEach((sink, index) => {
        for (let event = 0; event < (waiting[index] ?? 0); event += 1)
          void outbox.add([entryOf(sink, `${sink}${event}`, { createdAt: start - 60_000 + event })]);
      });
      const underWay = new Set<string>();
      const attempts = new Map<string, number[]>();
      const accepted = new Set<string>();
      // Thrown inside of a sink, a finding would look like a failure of the sink.
      const wrong: string[] = [];
      let calls = 0;
      let dead = 0;

      /** The sinks as one process has them, with what that process asked of them. */
      function sinksOf(tried: Map<string, string[]>): readonly Sink[] {
        return names.map((name) => ({
          name,
          async deliver(message, { signal, attempt, now }) {
            const key = `${name} ${message.eventId}`;
            if (now !== clock.now()) wrong.push(`${key} is told another time`);
            if (underWay.has(key)) wrong.push(`two processes have ${key}`);
            if (accepted.has(key)) wrong.push(`${key} was taken and is sent again`);
            tried.set(name, [...(tried.get(name) ?? []), message.eventId]);
            attempts.set(key, [...(attempts.get(key) ?? []), attempt]);
            const next = script[calls % script.length] ?? { kind: 'takes' };
            calls += 1;
            underWay.add(key);
            signal.addEventListener('abort', () => underWay.delete(key), { once: true });
            try {
              await behave(next, clock, signal);
              if (!signal.aborted) accepted.add(key);
            } finally {
              underWay.delete(key);
            }
          },
        }));
      }

      async function drainOnce({ beginsAfterMs, budgetMs, stopsAfterMs }: (typeof processes)[number]) {
        await clock.wait(beginsAfterMs);
        const stop = new AbortController();
        const cancel = stopsAfterMs === null ? () => {} : clock.after(stopsAfterMs, () => stop.abort());
        const tried = new Map<string, string[]>();
        const failed: string[] = [];
        const begun = clock.elapsed().monotonicMs;
        const drained = await drain({
          outbox,
          registers,
          clock,
          chance,
          budgetMs,
          sinks: sinksOf(tried),
          signal: stop.signal,
          redact: (text) => text,
          onEvent: (event) => {
            if (event.type !== 'delivery:failed') return;
            if (event.isDead) dead += 1;
            else failed.push(event.sink);
          },
        });
        cancel();
        const tookMs = clock.elapsed().monotonicMs - begun;
        expect(tookMs).toBeLessThanOrEqual(Math.min(budgetMs, stopsAfterMs ?? budgetMs));
        for (const events of tried.values()) expect(new Set(events).size).toBe(events.length);
        // At most one failure a sink that lets it wait, and it is the last thing that was asked of it.
        expect(new Set(failed).size).toBe(failed.length);
        return drained;
      }

      const all = await passing(clock, Promise.all(processes.map(drainOnce)));
      expect(wrong).toEqual([]);
      expect(clock.pending, 'a timer is left').toBe(0);
      expect(underWay.size).toBe(0);
      for (const { sink, eventId, state, claim, attempts: counted } of outbox.rows) {
        const key = `${sink} ${eventId}`;
        expect(claim, 'a claim is left').toBeNull();
        const sent = attempts.get(key) ?? [];
        // One that was claimed only to be given up, because its sink is gone, was never sent.
        const buried = state === 'dead' && sent.length === counted - 1 ? 1 : 0;
        expect(sent).toEqual(Array.from({ length: counted - buried }, (_, index) => index + 1));
        if (state === 'delivered') expect(accepted).toContain(key);
      }
      const inState = (state: string) => outbox.rows.filter((row) => row.state === state).length;
      const delivered = all.reduce((total, drained) => total + drained.delivered, 0);
      expect([delivered, dead]).toEqual([inState('delivered'), inState('dead')]);
    }),
    { numRuns: 60 },
  );
});

it('ends with every delivery taken or given up, when it is called often enough', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.array(behaviour, { minLength: 1, maxLength: 12 }), async (seed, script) => {
      const clock = manualClock(start);
      const outbox = memoryOutbox();
      const registers = localRegisters();
      const chance = seededChance(seed);
      await outbox.add([...['x', 'y', 'z'].map((eventId) => entryOf('a', eventId))]);
      let calls = 0;
      const deliver: Sink['deliver'] = (_, { signal }) => {
        const next = script[calls % script.length] ?? { kind: 'takes' };
        calls += 1;
        return behave(next, clock, signal);
      };
      const options = { outbox, registers, clock, chance, sinks: [{ name: 'a', deliver }], redact: String };
      for (let run = 0; run < 400 && outbox.rows.some(({ state }) => state === 'pending'); run += 1) {
        await passing(clock, drain(options));
        await clock.advance(300_000);
      }
      for (const { state, attempts } of outbox.rows) {
        expect(['delivered', 'dead']).toContain(state);
        // A try that time cut off counts as well, and gives nothing up.
        expect(attempts).toBeLessThanOrEqual(2 * maxDeliveryAttempts);
      }
    }),
    { numRuns: 40 },
  );
});
