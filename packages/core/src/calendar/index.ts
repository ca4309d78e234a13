export type { LocalDate } from './dates.js';
export { type EarlyClose, type ExchangeName, exchangeNames } from './exchange.js';
export { type MarketCalendar, type MarketPhase, marketCalendar, marketPhases } from './market-calendar.js';
export { intervalAt, latestSlot, nextSlot, type SlotSchedule } from './next-slot.js';
export type { InstantInput } from './read-instant.js';
export type { MarketSession } from './session-book.js';
export type { AnnouncedDays } from './sessions-of-year.js';
export type { TimeOfDay } from './time-of-day.js';
