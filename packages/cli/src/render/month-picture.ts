import type { LocalDate, MarketCalendar, MarketSession } from '@ingest/core';
import { clockOf, monthOf, weekdayOf } from './exchange-time.js';
import type { Paint } from './paint.js';
import { count } from './time.js';

interface Day {
  readonly date: LocalDate;
  readonly session: MarketSession | null;
  readonly closure: string | null;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const cellWidth = 5;

/** A month of an exchange: a row a week, closed days and early closes marked and explained below; `today` is pointed at. */
export function monthPicture(calendar: MarketCalendar, month: string, today: LocalDate, paint: Paint): string[] {
  const days = daysOf(month).map((date) => ({
    date,
    session: calendar.session(date),
    closure: calendar.closure(date),
  }));
  const sessions = days.filter(({ session }) => session !== null).length;
  const blanks = Array.from({ length: weekdays.indexOf(weekdayOf(`${month}-01`)) }, () => '');
  const cells = [...blanks, ...days.map((day) => cell(day, today, paint))];
  return [
    ` ${monthOf(month)} ${month.slice(0, 4)}: ${count(sessions, 'session', 'sessions')} of ${calendar.name}`,
    row(weekdays.map((name) => `${name} `)),
    ...weeksOf(cells).map(row),
    ...explanations(days, clockOf(calendar.zone), paint),
  ];
}

/** ` 26×`: right-aligned, with room for a mark. The picture has no colour, so that its columns can be counted. */
function cell({ date, session, closure }: Day, today: LocalDate, paint: Paint): string {
  const number = session === null && closure === null ? paint.dot : String(Number(date.slice(8)));
  const mark = closure !== null ? paint.closed : session?.earlyClose ? paint.half : ' ';
  return `${date === today ? '>' : ''}${number}${mark}`;
}

function row(cells: readonly string[]): string {
  return cells
    .map((text) => text.padStart(cellWidth))
    .join('')
    .trimEnd();
}

function weeksOf(cells: readonly string[]): readonly (readonly string[])[] {
  const weeks = Math.ceil(cells.length / weekdays.length);
  return Array.from({ length: weeks }, (_, week) => cells.slice(week * weekdays.length, (week + 1) * weekdays.length));
}

function explanations(days: readonly Day[], clock: (at: number) => string, paint: Paint): string[] {
  const dayOf = (date: LocalDate) => Number(date.slice(8));
  const closed = days.filter(({ closure }) => closure !== null).map(({ date, closure }) => `${dayOf(date)} ${closure}`);
  const early = days.flatMap(({ date, session }) =>
    session?.earlyClose ? [`${dayOf(date)} at ${clock(session.close)}`] : [],
  );
  return [
    ...(closed.length === 0 ? [] : [` ${paint.closed} closed: ${closed.join(', ')}`]),
    ...(early.length === 0 ? [] : [` ${paint.half} closes early: ${early.join(', ')}`]),
  ];
}

function daysOf(month: string): readonly LocalDate[] {
  const length = Number(lastDayOf(month).slice(8));
  return Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** `2026-02-28`, of `2026-02`. */
export function lastDayOf(month: string): LocalDate {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
