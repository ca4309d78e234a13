import { describe, expect, it } from 'vitest';
import { type Alarm, alarms } from '../../src/cloudwatch/alarms.js';
import { evaluate, nextState } from '../support/alarm-evaluator.js';
import type { DataPoint } from '../support/emf.js';

const alarm: Alarm = {
  ...alarms['failed-runs'],
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  periodSeconds: 60,
  statistic: 'Maximum',
};
const twoOfThree: Alarm = { ...alarm, datapointsToAlarm: 2 };

/** `0` well, `X` bad, `-` missing; the oldest first, as the guide of CloudWatch shows it. */
const range = (text: string) => [...text].reverse().map((one) => ({ '0': 0, X: 1 })[one] ?? null);

describe('nextState', () => {
  it.each([
    ['three of three', alarm, '0-X-X', 'OK', 'OK', 'OK'],
    ['three of three', alarm, '----0', 'OK', 'OK', 'OK'],
    ['three of three', alarm, '-----', 'before', 'ALARM', 'OK'],
    ['three of three', alarm, '0XX-X', 'ALARM', 'ALARM', 'ALARM'],
    ['three of three', alarm, '--X--', 'before', 'ALARM', 'OK'],
    ['two of three', twoOfThree, '0-X-X', 'ALARM', 'ALARM', 'ALARM'],
    ['two of three', twoOfThree, '00X0X', 'ALARM', 'ALARM', 'ALARM'],
    ['two of three', twoOfThree, '0-X--', 'OK', 'ALARM', 'OK'],
    ['two of three', twoOfThree, '----0', 'OK', 'ALARM', 'OK'],
    ['two of three', twoOfThree, '----X', 'before', 'ALARM', 'OK'],
  ] as const)('is what the table of the guide says, %s: %3$s', (_, rule, text, ignore, breaching, notBreaching) => {
    for (const before of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
      const after = (treatMissingData: Alarm['treatMissingData']) =>
        nextState({ ...rule, treatMissingData }, range(text), before);
      expect(after('ignore')).toBe(ignore === 'before' ? before : ignore);
      expect(after('breaching')).toBe(breaching);
      expect(after('notBreaching')).toBe(notBreaching);
    }
  });
});

describe('evaluate', () => {
  const point = (minute: number, value: number, more: Partial<DataPoint> = {}): DataPoint => ({
    namespace: 'Ingest',
    metric: 'FailedRuns',
    dimensions: {},
    at: minute * 60_000 + 1000,
    values: [value],
    ...more,
  });
  const states = (points: readonly DataPoint[], one: Alarm = alarm, names = {}) =>
    evaluate(one, { told: points, from: 0, to: 360_000, names }).map(({ state }) => state);

  it('has a state at the end of each period', () => {
    const points = [point(0, 1), point(1, 1), point(2, 1), point(3, 0), point(4, 1), point(5, 1)];
    expect(states(points)).toEqual(['INSUFFICIENT_DATA', 'INSUFFICIENT_DATA', 'ALARM', 'OK', 'OK', 'OK']);
  });

  it('sees only the metric with exactly the dimensions of the alarm, in its namespace', () => {
    const others = [
      point(0, 1, { dimensions: { Source: 'tiingo' } }),
      point(0, 1, { namespace: 'Other' }),
      point(0, 1, { metric: 'Runs' }),
    ];
    expect(new Set(states(others))).toEqual(new Set(['INSUFFICIENT_DATA']));
    const dead = { namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible' };
    const one = point(5, 1, { ...dead, dimensions: { QueueName: 'news-dead-letters' } });
    expect(states([one], alarms['dead-letters'])).toEqual(['OK']);
    const ofWindow = { ...one, at: 200_000 };
    expect(states([ofWindow], alarms['dead-letters'], { deadLetters: 'news-dead-letters' })).toEqual(['ALARM']);
  });

  it('sums what a period was told, or takes the largest of it', () => {
    const points = [point(0, 0.5), point(0, 0.5)];
    expect(evaluate({ ...alarm, statistic: 'Sum' }, { told: points, from: 0, to: 60_000 })[0]?.value).toBe(1);
    expect(evaluate(alarm, { told: points, from: 0, to: 60_000 })[0]?.value).toBe(0.5);
  });
});
