import { type EpochMs, type LocalDate, type MarketCalendar, type MarketSession, toIso } from '@ingest/core';
import { clockOf, shortDate } from './exchange-time.js';
import type { Paint } from './paint.js';
import { ago } from './time.js';

const phases = {
  pre: 'early trading',
  regular: 'open',
  post: 'late trading',
  closed: 'closed',
} as const;

/** An exchange at an instant: what is going on, the session of the day, when it opens and closes next. Its zone is named once. */
export function marketLines(calendar: MarketCalendar, at: EpochMs, paint: Paint): string[] {
  const clock = clockOf(calendar.zone);
  const date = calendar.dateAt(at);
  const phase = calendar.phase(at);
  const sign = phase === 'regular' ? paint.ok() : paint.dim(paint.dot);
  const next = (edge: EpochMs) => {
    const day = calendar.dateAt(edge);
    const session = calendar.session(day);
    const early = session?.earlyClose && edge === session.close ? ', early' : '';
    return `${ago(toIso(edge), at).padEnd(10)} ${shortDate(day)} ${clock(edge)}${early}`;
  };
  return [
    `${sign} ${calendar.name} ${phases[phase]}   ${calendar.title}, ${shortDate(date)} ${date.slice(0, 4)} ${clock(at)} ${calendar.zone}`,
    `  session     ${sessionInWords(calendar, date, clock, paint)}`,
    `  next open   ${next(calendar.nextOpen(at))}`,
    `  next close  ${next(calendar.nextClose(at))}`,
  ];
}

function sessionInWords(
  calendar: MarketCalendar,
  date: LocalDate,
  clock: (at: EpochMs) => string,
  paint: Paint,
): string {
  const session = calendar.session(date);
  if (session !== null) return hoursInWords(session, clock, paint);
  return `none: ${calendar.closure(date) ?? 'weekend'}`;
}

/** `09:30–13:00, closes early` */
export function hoursInWords(
  { open, close, earlyClose }: MarketSession,
  clock: (at: EpochMs) => string,
  paint: Paint,
): string {
  return `${clock(open)}${paint.dash}${clock(close)}${earlyClose ? ', closes early' : ''}`;
}
