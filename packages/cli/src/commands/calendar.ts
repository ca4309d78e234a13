import {
  type EpochMs,
  type ExchangeName,
  IngestError,
  type MarketCalendar,
  type MarketSession,
  systemClock,
  toIso,
} from '@ingest/core';
import { composeCalendar, withRangeErrors } from '../compose-calendar.js';
import { loadSettings } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type Output, type OutputOptions } from '../output.js';
import { parsePoint } from '../parse-flag.js';
import { clockOf, weekdayOf } from '../render/exchange-time.js';
import { marketLines } from '../render/market-lines.js';
import { lastDayOf, monthPicture } from '../render/month-picture.js';
import { renderTable } from '../render/table.js';
import { count } from '../render/time.js';

export interface CalendarFlags extends OutputOptions {
  readonly config?: string;
  readonly calendar?: ExchangeName;
  readonly at?: string;
  readonly month?: string;
  readonly from?: string;
  readonly to?: string;
}

/** `ingest calendar`: when an exchange trades, now, at another time, in a month or in a stretch of days. */
export async function calendar(flags: CalendarFlags): Promise<number> {
  const output = createOutput(flags);
  assertOneQuestion(flags);
  const loaded = await loadSettings({ ...(flags.config === undefined ? {} : { config: flags.config }) });
  const exchange = composeCalendar(loaded, flags.calendar);
  const now = systemClock().now();
  if (flags.month !== undefined) showMonth(exchange, flags.month, now, output);
  else if (flags.from !== undefined && flags.to !== undefined) showStretch(exchange, flags.from, flags.to, output);
  else showInstant(exchange, flags.at, now, output);
  return exitCodes.ok;
}

function assertOneQuestion({ at, month, from, to }: CalendarFlags): void {
  if ((from === undefined) !== (to === undefined))
    throw new IngestError('CONFIG_INVALID', from === undefined ? '--to needs a --from' : '--from needs a --to', {
      hint: 'for example --from 2026-01-01 --to 2026-12-31',
    });
  const [first, second] = [
    ['--at', at],
    ['--month', month],
    ['--from', from],
  ].flatMap(([option, value]) => (value === undefined ? [] : [option]));
  if (second !== undefined) throw new IngestError('CONFIG_INVALID', `${first} does not go with ${second}`);
}

function showInstant(exchange: MarketCalendar, text: string | undefined, now: EpochMs, output: Output): void {
  const at = text === undefined ? now : parsePoint('--at', text, now);
  const date = withRangeErrors(
    (problem) => `--at ${JSON.stringify(text)}: ${problem}`,
    () => exchange.dateAt(at),
  );
  if (output.isJson) {
    const session = exchange.session(date);
    output.json({
      at: toIso(at),
      phase: exchange.phase(at),
      isOpen: exchange.isOpen(at),
      session: session === null ? null : toPrinted(session),
      nextOpen: toIso(exchange.nextOpen(at)),
      nextClose: toIso(exchange.nextClose(at)),
    });
    return;
  }
  const { paint } = output.out;
  for (const line of marketLines(exchange, at, paint)) output.data(line);
  output.data('');
  for (const line of monthPicture(exchange, date.slice(0, 7), date, paint)) output.data(line);
  noteUnknown(exchange, date, output);
}

function showMonth(exchange: MarketCalendar, month: string, now: EpochMs, output: Output): void {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
    throw new IngestError('CONFIG_INVALID', `--month: ${JSON.stringify(month)} is not a month`, {
      hint: 'expected a year and a month, such as 2026-11',
    });
  const sessions = withRangeErrors(
    (problem) => `--month: ${problem}`,
    () => exchange.sessions(`${month}-01`, lastDayOf(month)),
  );
  if (output.isJson) {
    output.json(sessions.map(toPrinted));
    return;
  }
  for (const line of monthPicture(exchange, month, exchange.dateAt(now), output.out.paint)) output.data(line);
  noteUnknown(exchange, lastDayOf(month), output);
}

function showStretch(exchange: MarketCalendar, from: string, to: string, output: Output): void {
  const sessions = withRangeErrors(
    (problem) => `--from, --to: ${problem}`,
    () => exchange.sessions(from, to),
  );
  if (output.isJson) {
    output.json(sessions.map(toPrinted));
    return;
  }
  const { paint, columns } = output.out;
  const clock = clockOf(exchange.zone);
  const rows = sessions.map(({ date, open, close, earlyClose }) => [
    date,
    weekdayOf(date),
    clock(open),
    clock(close),
    earlyClose ? 'closes early' : '',
  ]);
  const titles = ['date', 'day', 'open', 'close', ''].map((title) => ({ title }));
  if (rows.length > 0) for (const line of renderTable(titles, rows, columns, paint.ellipsis)) output.data(line);
  output.note(
    output.err.paint.dim(
      `${count(sessions.length, 'session', 'sessions')} of ${exchange.name}, times of ${exchange.zone}`,
    ),
  );
  noteUnknown(exchange, to, output);
}

function noteUnknown({ name, knownThrough }: MarketCalendar, date: string, output: Output): void {
  if (date > knownThrough)
    output.note(
      `${output.err.paint.attention()} ${name} is known through ${knownThrough}: later days follow the rules of today`,
    );
}

/** A session as programs read it. */
function toPrinted({ date, open, close, earlyClose }: MarketSession) {
  return { date, open: toIso(open), close: toIso(close), earlyClose };
}
