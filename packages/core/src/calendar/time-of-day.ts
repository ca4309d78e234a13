/** A time on the clocks of an exchange: `09:30`. */
export type TimeOfDay = string;

/** Minutes since midnight. Throws a RangeError for what is no time. */
export function minuteOfDay(time: TimeOfDay): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match === null) throw new RangeError(`not a time such as 13:00: ${JSON.stringify(time)}`);
  return Number(match[1]) * 60 + Number(match[2]);
}
