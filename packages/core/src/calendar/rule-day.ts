import { dayOf, easterSunday, nthWeekday, weekdayOf } from './dates.js';
import type { DayRule, Years } from './exchange.js';

/** The day that a rule names in a year, moved where it says so. */
export function ruleDay(rule: DayRule, year: number): number {
  switch (rule.on) {
    case 'date': {
      const day = dayOf(year, rule.month, rule.day);
      return day + (rule.moves?.[weekdayOf(day)] ?? 0);
    }
    case 'weekday':
      return nthWeekday(year, rule.month, rule.weekday, rule.nth) + (rule.plusDays ?? 0);
    case 'easter':
      return easterSunday(year) + rule.plusDays;
    default:
      return rule satisfies never;
  }
}

/** Whether a rule holds in a year. */
export function holdsIn({ from, until }: Years, year: number): boolean {
  return (from === undefined || year >= from) && (until === undefined || year <= until);
}
