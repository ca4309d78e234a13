import { readFileSync } from 'node:fs';
import { MINUTE_MS } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { type Alarm, type AlarmName, alarms } from '../../src/cloudwatch/alarms.js';
import { published } from '../../src/cloudwatch/published.js';
import { evaluate } from '../support/alarm-evaluator.js';
import { calm, tickingWorld } from '../support/ticking-world.js';

const all = Object.entries(alarms) as [AlarmName, Alarm][];
const runbook = readFileSync(new URL('../../../../docs/runbook.md', import.meta.url), 'utf8');
type World = Awaited<ReturnType<typeof tickingWorld>>;

interface Drama {
  readonly hourlyRequests?: number;
  /** What may happen on any day, and wakes nobody. */
  readonly hiccup: (world: World) => Promise<void>;
  readonly trouble: (world: World) => Promise<void>;
  /** After how many minutes of it the alarm fires. */
  readonly firesAfter: number;
  readonly recovery: (world: World) => Promise<void>;
  /** After how many minutes of that it clears. */
  readonly clearsAfter: number;
}

const bothFail = { tiingo: 'NOT_FOUND', finnhub: 'NOT_FOUND' } as const;

const dramas: Readonly<Record<AlarmName, Drama>> = {
  heartbeat: {
    hiccup: (world) => world.pass(9, { isSilent: true }),
    trouble: (world) => world.pass(15, { isSilent: true }),
    firesAfter: 12,
    recovery: (world) => world.pass(3, { isSilent: false }),
    clearsAfter: 1,
  },
  'failed-runs': {
    hiccup: (world) => world.pass(5, { failing: bothFail }),
    trouble: (world) => world.pass(20, { failing: bothFail }),
    firesAfter: 10,
    recovery: (world) => world.pass(20, { failing: {} }),
    clearsAfter: 10,
  },
  'stale-data': {
    hiccup: (world) => world.pass(10, { failing: bothFail }),
    trouble: (world) => world.pass(20, { failing: bothFail }),
    firesAfter: 13,
    recovery: (world) => world.pass(20, { failing: {} }),
    clearsAfter: 3,
  },
  'source-left-alone': {
    hiccup: (world) => world.pass(5, { failing: { tiingo: 'AUTH_FAILED' } }),
    trouble: (world) => world.pass(30, { failing: { tiingo: 'AUTH_FAILED' } }),
    firesAfter: 15,
    recovery: (world) => world.pass(30, { failing: {} }),
    clearsAfter: 10,
  },
  'critical-incident': {
    hiccup: (world) => world.pass(2, { sinkFails: 'SINK_UNAVAILABLE' }),
    trouble: (world) => world.pass(10, { failing: { tiingo: 'AUTH_FAILED' } }),
    firesAfter: 3,
    recovery: (world) => world.pass(20, { failing: {} }),
    clearsAfter: 3,
  },
  'quota-low': {
    // Twelve runs an hour use half of it.
    hourlyRequests: 24,
    hiccup: (world) => world.pass(8, { intervalMs: MINUTE_MS }),
    trouble: (world) => world.pass(30, { intervalMs: MINUTE_MS }),
    firesAfter: 25,
    recovery: (world) => world.pass(50, calm),
    clearsAfter: 30,
  },
  'notification-late': {
    hiccup: (world) => world.pass(4, { isDelivering: false }),
    trouble: (world) => world.pass(15, { isDelivering: false }),
    firesAfter: 8,
    recovery: (world) => world.pass(10, { isDelivering: true }),
    clearsAfter: 3,
  },
  'dead-letters': queued('deadLetters'),
  'lost-ticks': queued('failures'),
  'function-errors': {
    hiccup: (world) => world.pass(5, { isKilled: true }),
    trouble: (world) => world.pass(15, { isKilled: true }),
    firesAfter: 10,
    recovery: (world) => world.pass(20, { isKilled: false }),
    clearsAfter: 10,
  },
};

/** What SQS tells of a queue in which something lies, until somebody takes it out. */
function queued(queue: string): Drama {
  return {
    hiccup: (world) => world.pass(5, { queued: { [queue]: 0 } }),
    trouble: (world) => world.pass(10, { queued: { [queue]: 1 } }),
    firesAfter: 5,
    recovery: (world) => world.pass(10, { queued: { [queue]: 0 } }),
    clearsAfter: 5,
  };
}

describe('alarms', () => {
  it('are ten at most', () => {
    expect(all.length).toBeLessThanOrEqual(10);
  });

  it.each(all)('%s is on a metric that is published with exactly its dimensions', (_, alarm) => {
    if (alarm.namespace !== null) return expect(Object.keys(alarm.dimensions)).toHaveLength(1);
    expect(published).toHaveProperty(alarm.metricName);
    const { dimensionSets } = published[alarm.metricName as keyof typeof published];
    expect(dimensionSets).toContainEqual(Object.keys(alarm.dimensions));
  });

  it.each(all)('%s is one that CloudWatch takes', (_, alarm) => {
    expect(alarm.periodSeconds % 60).toBe(0);
    expect(alarm.datapointsToAlarm).toBeLessThanOrEqual(alarm.evaluationPeriods);
    expect(alarm.evaluationPeriods * alarm.periodSeconds).toBeLessThanOrEqual(86_400);
    expect(alarm.description.length).toBeLessThanOrEqual(900);
  });

  it.each(all)('%s leads to a section of the runbook that speaks of it', (name, { runbook: section }) => {
    const wanted = section.split('#')[1] ?? '';
    const sections = runbook.split(/^##+ /m).filter((text) => text.split('\n')[0]?.toLowerCase() === wanted);
    expect(sections).toHaveLength(1);
    expect(sections[0]).toContain(`\`${name}\``);
  });

  it('can all be heard while nothing is written, or say why not', () => {
    const breaching = all.filter(([, { treatMissingData }]) => treatMissingData === 'breaching');
    expect(breaching.map(([name]) => name)).toEqual(['heartbeat']);
    for (const [, { missingBecause }] of all) expect(missingBecause).not.toBe('');
  });

  it.each(Object.entries(dramas) as [AlarmName, Drama][])(
    '%s fires when it happens, not sooner, and clears when it is over',
    async (name, { hourlyRequests = 1000, hiccup, trouble, firesAfter, recovery, clearsAfter }) => {
      const world = await tickingWorld({ hourlyRequests });
      const changes = changesOf(alarms[name], world);
      await world.pass(30);
      await hiccup(world);
      // Until the next mark of the schedule, and half an hour.
      await world.pass(30 + (((world.from - world.now()) / MINUTE_MS + 60) % 5), calm);
      expect(changes().map(({ state }) => state)).toEqual(['OK']);
      const begin = world.now();
      await trouble(world);
      const end = world.now();
      await recovery(world);
      expect(changes().slice(1)).toEqual([
        { state: 'ALARM', at: begin + firesAfter * MINUTE_MS },
        { state: 'OK', at: end + clearsAfter * MINUTE_MS },
      ]);
    },
  );

  it('are all quiet while all is well', async () => {
    const world = await tickingWorld();
    await world.pass(60);
    for (const [, alarm] of all) {
      const states = evaluate(alarm, { told: world.told, from: world.from, to: world.now() });
      expect(states.map(({ state }) => state)).not.toContain('ALARM');
      expect(states.at(-1)?.state).toBe('OK');
    }
  });
});

/** Each time at which it came into another state than before, when enough was told to be in one. */
function changesOf(alarm: Alarm, world: World) {
  return () => {
    const states = evaluate(alarm, { told: world.told, from: world.from, to: world.now() });
    return states
      .filter(({ state }, index) => state !== 'INSUFFICIENT_DATA' && state !== states[index - 1]?.state)
      .map(({ state, at }) => ({ state, at }));
  };
}
