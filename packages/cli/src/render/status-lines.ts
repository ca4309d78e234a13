import { type EpochMs, escapeForTerminal, fromIso, runbookOf } from '@ingest/core';
import stringWidth from 'string-width';
import type { Screen } from '../output.js';
import type { SourceRow } from '../source-row.js';
import type { Freshness, MarketStatus, RunStatus, SinkStatus, Status, StatusLevel, Trouble } from '../status/status.js';
import { clockOf, shortDate } from './exchange-time.js';
import { fleetWords } from './fleet-words.js';
import type { Paint } from './paint.js';
import { lastSuccessCell, openedInWords, quotaCell } from './source-cells.js';
import { cut, renderTable } from './table.js';
import { ago, count, lengthOf } from './time.js';
import { withCommand } from './with-command.js';

/** The status for people: one screen, the most important first. */
export function statusLines(status: Status, screen: Screen): string[] {
  const { paint, columns } = screen;
  const now = fromIso(status.at);
  const lines =
    status.error === undefined
      ? [
          ...headLines(status, now, screen),
          '',
          ...sourceLines(status, now, screen),
          '',
          ...block('runs', runWords(status.runs, now, paint)),
          ...block('fleet', fleetWords(status.fleet, now, paint)),
          ...block('deliveries', sinkWords(status.deliveries, now, paint)),
          ...block('incidents', troubleWords(status.incidents, now, screen)),
        ]
      : null;
  // An error that is cut says nothing.
  if (lines === null) return status.error === undefined ? [] : errorLines(status.error, paint);
  return lines.map((line) => cut(line, columns, paint.ellipsis));
}

function errorLines({ message, hint }: NonNullable<Status['error']>, paint: Paint): string[] {
  const [first = '', ...more] = [message, ...(hint === undefined ? [] : [hint])].join('\n').split('\n');
  return [
    `${verdictWord('unknown', paint)}  ${escapeForTerminal(first)}`,
    ...more.map((line) => `  ${escapeForTerminal(line.trim())}`),
  ];
}

function headLines({ status, freshness, market, runs }: Status, now: EpochMs, { paint, columns }: Screen): string[] {
  const fresh = `${verdictWord(status, paint)}  ${freshInWords(freshness, runs, now)}`;
  if (market === null) return [fresh];
  const trade = marketInWords(market, now);
  const together = `${fresh}   ${trade}`;
  return stringWidth(together) <= columns ? [together] : [fresh, `  ${trade}`];
}

function verdictWord(level: StatusLevel, paint: Paint): string {
  switch (level) {
    case 'ok':
      return `${paint.ok()} ${paint.ok('OK')}`;
    case 'warning':
      return `${paint.attention()} ${paint.attention('WARNING')}`;
    case 'critical':
      return `${paint.failed()} ${paint.failed('CRITICAL')}`;
    case 'unknown':
      return paint.attention('? UNKNOWN');
    default:
      return level satisfies never;
  }
}

function freshInWords(freshness: Freshness, runs: readonly RunStatus[], now: EpochMs): string {
  const { lastSuccessAt, limitMs, countedFrom, isStale } = freshness;
  const limit = limitMs === null ? '' : ` (limit ${lengthOf(limitMs)}${openedSince(freshness)})`;
  if (lastSuccessAt !== null) return `${isStale ? 'stale' : 'fresh'}: last success ${ago(lastSuccessAt, now)}${limit}`;
  if (countedFrom === null || runs.length === 0)
    return 'no run yet: ingest run collects once, ingest doctor says what is missing';
  return `${isStale ? 'stale: ' : ''}no collection has succeeded yet${limit}`;
}

/** A success of the evening before is old when the market opens, and no worse for it. */
function openedSince({ lastSuccessAt, countedFrom }: Freshness): string {
  return lastSuccessAt !== null && countedFrom !== null && countedFrom > lastSuccessAt ? ' from the opening on' : '';
}

function marketInWords({ calendar, zone, phase, until, nextRunAt }: MarketStatus, now: EpochMs): string {
  const clock = clockOf(zone);
  const edge = `${dayBefore(until, zone, now)}${clock(fromIso(until))}`;
  const words = {
    regular: `open until ${edge}`,
    pre: `early trading, opens ${edge}`,
    post: `late trading, opens ${edge}`,
    closed: `closed until ${edge}`,
  } as const;
  const due = `${dayBefore(nextRunAt, zone, now)}${clock(fromIso(nextRunAt))}`;
  return `${calendar} ${words[phase]}, next run due ${due} ${zone}`;
}

/** `Mon 30 Nov ` before a time of another day. */
function dayBefore(iso: string, zone: string, now: EpochMs): string {
  const day = dateIn(zone, fromIso(iso));
  return day === dateIn(zone, now) ? '' : `${shortDate(day)} `;
}

function dateIn(zone: string, at: EpochMs): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
}

function sourceLines({ sources, market }: Status, now: EpochMs, { paint, columns }: Screen): string[] {
  const titles = [
    { title: 'source' },
    { title: 'breaker' },
    { title: 'last success' },
    { title: 'failed runs', align: 'right' },
    { title: 'quota' },
    { title: 'gaps', isFlexible: true },
  ] as const;
  const cells = sources.map((row) => [
    escapeForTerminal(row.source),
    breakerWord(row, paint),
    lastSuccessCell(row, paint, now),
    String(row.failedRuns),
    quotaCell(row, paint),
    gapsCell(row, market, paint),
  ]);
  const [header = '', ...lines] = renderTable(titles, cells, columns, paint.ellipsis);
  return [header, ...lines.flatMap((line, index) => [line, ...whyNot(sources[index], paint, now)])];
}

/** One that never had a key stands nowhere. */
function breakerWord({ breaker, key, lastOutcome }: SourceRow, paint: Paint): string {
  if (isUnset(key) && lastOutcome === null) return 'no key';
  return breaker === 'closed' ? breaker : paint.attention(breaker);
}

/** Why a source is not asked, on a line of its own each. */
function whyNot(row: SourceRow | undefined, paint: Paint, now: EpochMs): string[] {
  if (row === undefined) return [];
  const opened = openedInWords(row, paint, now);
  const why = [...(opened === null ? [] : [opened]), ...(isUnset(row.key) ? [`${row.key} here`] : [])];
  return why.map((text) => paint.dim(`     ${escapeForTerminal(text)}`));
}

function isUnset(key: string): boolean {
  return key.endsWith('is not set');
}

function gapsCell({ gaps }: SourceRow, market: MarketStatus | null, { dash }: Paint): string {
  const [gap] = gaps;
  if (gap === undefined) return dash;
  if (gaps.length > 1 || market === null) return count(gaps.length, 'gap', 'gaps');
  const clock = clockOf(market.zone);
  const at = (iso: string) => `${dateIn(market.zone, fromIso(iso)).slice(5)} ${clock(fromIso(iso))}`;
  const whose = gap.tickers.length > 2 ? count(gap.tickers.length, 'ticker', 'tickers') : gap.tickers.join(' ');
  return `${whose} ${gap.from === null ? '' : at(gap.from)}${dash}${at(gap.to)}`;
}

const shownRuns = 4;

function runWords(runs: readonly RunStatus[], now: EpochMs, paint: Paint): string[] {
  if (runs.length === 0) return [paint.dim('none yet')];
  return [
    runs
      .slice(0, shownRuns)
      .map((run) => `${runSign(run, paint)} ${ago(run.startedAt, now)} ${runInWords(run)}`)
      .join('   '),
  ];
}

function runSign({ outcome, failovers, isStopped }: RunStatus, paint: Paint): string {
  if (isStopped) return paint.dim(paint.dot);
  if (outcome === 'failed') return paint.failed();
  return outcome === 'partial' || failovers > 0 ? paint.attention() : paint.ok();
}

function runInWords({ outcome, newStories, isStopped }: RunStatus): string {
  if (isStopped) return 'stopped';
  if (outcome === 'failed') return 'failed';
  return outcome === 'partial' ? `${newStories} new, partial` : `${newStories} new`;
}

function sinkWords(sinks: readonly SinkStatus[], now: EpochMs, paint: Paint): string[] {
  if (sinks.length === 0) return [paint.dim('nobody is told: no sink is configured')];
  return sinks.map((sink) => {
    const { waiting, dead, disabledBecause, isConfigured, oldestAgeMs } = sink;
    const isWell = waiting + dead === 0 && disabledBecause === null;
    const sign = dead > 0 || disabledBecause !== null ? paint.failed() : isWell ? paint.ok() : paint.attention();
    const facts = [
      `${waiting} waiting`,
      ...(oldestAgeMs === null ? [] : [`oldest ${lengthOf(oldestAgeMs)}`, nextTryInWords(sink, now)]),
      ...(dead === 0 ? [] : [`${dead} given up`]),
      ...(disabledBecause === null ? [] : [`disabled: ${escapeForTerminal(disabledBecause)}`]),
      ...(isConfigured ? [] : ['not configured any more']),
    ];
    return `${sign} ${escapeForTerminal(sink.sink)} ${facts.join(', ')}`;
  });
}

function nextTryInWords({ nextTryAt, isConfigured }: SinkStatus, now: EpochMs): string {
  if (!isConfigured) return 'never tried';
  return nextTryAt === null ? 'due with the next run' : `next try in ${lengthOf(fromIso(nextTryAt) - now)}`;
}

function troubleWords(troubles: readonly Trouble[], now: EpochMs, { paint, columns }: Screen): string[] {
  if (troubles.length === 0) return [paint.dim('none')];
  return troubles.flatMap(({ incidentId, kind, source, severity, since, summary, isSeenNow, mutedUntil }) => {
    const sign = severity === 'critical' ? paint.failed() : paint.attention();
    const whose = source === null ? '' : ` ${escapeForTerminal(source)}`;
    const todo = incidentId === null ? runbookOf(kind) : `ingest alerts show ${escapeForTerminal(incidentId)}`;
    const notes = [
      ...(isSeenNow === false ? ['over, the next run says so'] : []),
      ...(incidentId === null ? ['nobody was told yet'] : []),
      ...(mutedUntil === null ? [] : [`muted for ${lengthOf(fromIso(mutedUntil) - now)}`]),
    ];
    const line = `${sign} ${[`${kind}${whose} since ${ago(since, now)}`, ...notes].join(', ')}`;
    return [...withCommand(line, todo, columns - nameWidth - 2), paint.dim(`  ${escapeForTerminal(summary)}`)];
  });
}

/** Lines with a name before the first of them. */
function block(name: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => ` ${(index === 0 ? name : '').padEnd(nameWidth)} ${line}`);
}

const nameWidth = 'deliveries'.length;
