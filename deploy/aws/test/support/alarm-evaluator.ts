import type { Alarm } from '../../src/cloudwatch/alarms.js';
import { type DataPoint, dataPointsOf } from './emf.js';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What an alarm is after one more period. */
export interface Evaluated {
  /** The end of the period, in milliseconds since 1970. */
  readonly at: number;
  readonly state: AlarmState;
  /** The statistic of that period; null where there is no value. */
  readonly value: number | null;
}

export interface Evaluation {
  /** Lines of a log, or what was told otherwise. */
  readonly told: readonly (string | DataPoint)[];
  /** Milliseconds since 1970; the alarm is made at `from`. */
  readonly from: number;
  readonly to: number;
  /** That of our own metrics. */
  readonly namespace?: string;
  /** The names of functions and queues by what alarms.ts calls them; one that is not here is called that. */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * How far CloudWatch looks back beyond the periods that it evaluates, when values are missing: two in the example of its guide; the
 * number is not promised.
 */
const periodsBeyond = 2;

/** What an alarm is at the end of each period, as the guide of CloudWatch says (Configuring how alarms treat missing data). */
export function evaluate(alarm: Alarm, { told, from, to, namespace = 'Ingest', names = {} }: Evaluation): Evaluated[] {
  const points = told.flatMap((one) => (typeof one === 'string' ? dataPointsOf([one]) : [one]));
  const own = points.filter((point) => isOf(point, alarm, namespace, names));
  const periodMs = alarm.periodSeconds * 1000;
  const valueAt = (start: number) =>
    statisticOf(
      alarm,
      own.filter(({ at }) => at >= start && at < start + periodMs),
    );
  const states: Evaluated[] = [];
  let state: AlarmState = 'INSUFFICIENT_DATA';
  for (let at = Math.floor(from / periodMs) * periodMs + periodMs; at <= to; at += periodMs) {
    const range = Array.from({ length: alarm.evaluationPeriods + periodsBeyond }, (_, back) =>
      valueAt(at - (back + 1) * periodMs),
    );
    state = nextState(alarm, range, state);
    states.push({ at, state, value: range[0] ?? null });
  }
  return states;
}

/** `range`: the values of the last periods, the newest first; null where there is none. */
export function nextState(alarm: Alarm, range: readonly (number | null)[], before: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData } = alarm;
  const real = range.filter((value) => value !== null).slice(0, evaluationPeriods);
  const bad = real.filter((value) => isBad(alarm, value)).length;
  const filled = evaluationPeriods - real.length;
  if (treatMissingData === 'breaching' || filled === 0) return bad + filled >= datapointsToAlarm ? 'ALARM' : 'OK';
  if (bad >= datapointsToAlarm) return 'ALARM';
  if (treatMissingData === 'notBreaching' || bad < real.length) return 'OK';
  return before; // All that there is is bad, and it is not enough of it.
}

function isOf(point: DataPoint, alarm: Alarm, namespace: string, names: Readonly<Record<string, string>>): boolean {
  if (point.namespace !== (alarm.namespace ?? namespace) || point.metric !== alarm.metricName) return false;
  const wanted = Object.entries(alarm.dimensions).map(([key, value]) => [key, names[value] ?? value] as const);
  return (
    wanted.length === Object.keys(point.dimensions).length &&
    wanted.every(([key, value]) => point.dimensions[key] === value)
  );
}

function statisticOf({ statistic }: Alarm, points: readonly DataPoint[]): number | null {
  const values = points.flatMap((point) => point.values);
  if (values.length === 0) return null;
  return statistic === 'Maximum' ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0);
}

function isBad({ comparison, threshold }: Alarm, value: number): boolean {
  return comparison === 'LessThanThreshold' ? value < threshold : value >= threshold;
}
