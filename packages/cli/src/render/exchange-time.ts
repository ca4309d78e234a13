import type { EpochMs, LocalDate } from '@ingest/core';

/** Hours and minutes on the clocks of a zone. */
export function clockOf(zone: string): (at: EpochMs) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return (at) => format.format(at);
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July'].concat([
  'August',
  'September',
  'October',
  'November',
  'December',
]);

/** `Fri` */
export function weekdayOf(date: LocalDate): string {
  return weekdays[new Date(date).getUTCDay()] ?? '';
}

/** `Fri 27 Nov` */
export function shortDate(date: LocalDate): string {
  return `${weekdayOf(date)} ${Number(date.slice(8))} ${monthOf(date).slice(0, 3)}`;
}

/** `November` */
export function monthOf(date: LocalDate): string {
  return months[Number(date.slice(5, 7)) - 1] ?? '';
}
