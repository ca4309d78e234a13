import { type CollectionEvent, escapeForTerminal, type RunReport } from '@ingest/core';
import { errorInWords } from '../output.js';
import type { Paint } from './paint.js';
import { count, newYorkTime, seconds } from './time.js';

/** A run for people: what is new, what went wrong, per source what to know. */
export function runLines(report: RunReport, paint: Paint): string[] {
  return [headline(report, paint), ...detailLines(report, paint)];
}

function headline(report: RunReport, paint: Paint): string {
  const { outcome, items, tickers, durationMs } = report;
  const news = `${count(items.new, 'new story', 'new stories')}`;
  switch (outcome) {
    case 'ok': {
      const sign = report.failovers.length > 0 || report.warnings.length > 0 ? paint.attention() : paint.ok();
      return `${sign} ${news} for ${count(tickers.length, 'ticker', 'tickers')} in ${seconds(durationMs)}   ${summary(report)}`;
    }
    case 'partial':
      return `${paint.attention()} ${news}${missing(report)}`;
    case 'skipped':
      return `${paint.dim(paint.dot)} skipped: ${escapeForTerminal(report.heldBy?.holder ?? 'another run')} is at work`;
    case 'failed':
      return errorInWords(report.error ?? { code: 'SOURCES_EXHAUSTED', message: 'the run failed' }, paint).trimEnd();
    default:
      return outcome satisfies never;
  }
}

function summary({ sources, failovers, tickers }: RunReport): string {
  const [failover] = failovers;
  if (failover !== undefined) {
    const isAll = tickers.length > 1 && failover.tickers.length === tickers.length;
    const whom = isAll ? `all ${tickers.length} tickers` : failover.tickers.join(', ');
    return `${failover.from} ${failover.code} → ${failover.to} served ${whom}`;
  }
  const asked = sources.filter(({ requests }) => requests > 0);
  return `(${asked.map(({ source, items }) => `${source}: ${count(items, 'article', 'articles')}`).join(', ')})`;
}

function missing({ unanswered, gaps, sources }: RunReport): string {
  const causes = sources
    .filter(({ errorCode }) => errorCode !== undefined)
    .map(({ source, errorCode }) => `${source} ${errorCode}`);
  const why = causes.length === 0 ? '' : `   (${causes.join(', ')})`;
  if (unanswered.length > 0) return `, ${unanswered.join(', ')} unanswered${why}`;
  if (gaps.length === 0) return `, not from every source${why}`;
  const where = gaps.map(({ source, tickers }) => `${source} ${tickers.join(' ')}`).join(', ');
  return `, ${count(gaps.length, 'gap', 'gaps')} left unread: ${where}${why}`;
}

function detailLines(report: RunReport, paint: Paint): string[] {
  const failed = report.sources
    .filter(({ errorMessage, outcome }) => errorMessage !== undefined && outcome !== 'not-configured')
    .map(
      ({ source, errorCode, errorMessage }) => `  ${source}  ${errorCode}  ${escapeForTerminal(errorMessage ?? '')}`,
    );
  const rejected =
    report.items.rejected === 0
      ? []
      : [
          `  ${count(report.items.rejected, 'item', 'items')} rejected   (not what was asked for, or not readable: ingest events --rejected shows the latter)`,
        ];
  return [
    ...failed,
    ...rejected,
    ...report.incidents.map((incident) => `  ${incidentLine(incident, paint)}`),
    ...report.warnings.map((text) => `  ${paint.attention()} ${escapeForTerminal(text)}`),
  ];
}

function incidentLine({ kind, state, source }: RunReport['incidents'][number], paint: Paint): string {
  const subject = escapeForTerminal(source === undefined ? kind : `${kind} ${source}`);
  return state === 'resolved'
    ? `${paint.ok()} ${subject} is over`
    : `${paint.attention()} ${subject}   (ingest alerts)`;
}

/** A replayed run, source by source, at the times of the recording; names padded to `width`. */
export function replayLines(report: RunReport, width: number, paint: Paint): string[] {
  const lines = [...bySourceAndEnding(report.collections).values()].map((events) => {
    const [first] = events;
    const start = `${newYorkTime(first.startedAt)}  ${first.source.padEnd(width)}`;
    if (first.success) {
      const sign =
        first.isFailover || events.some(({ outcome }) => outcome === 'partial') ? paint.attention() : paint.ok();
      return `  ${sign} ${start}  ${articleCounts(events, paint)}`;
    }
    const goesOn = report.failovers.some(({ from, code }) => from === first.source && code === first.errorCode);
    return `  ${paint.attention()} ${start}  ${first.errorCode} after ${seconds(first.durationMs)}${goesOn ? ` ${paint.arrow} failover` : ''}`;
  });
  const { error } = report;
  return error === undefined ? lines : [...lines, errorInWords(error, paint).trimEnd()];
}

type Events = [CollectionEvent, ...CollectionEvent[]];

/** A source is asked for many batches in a run: people want to know what it came to. */
function bySourceAndEnding(collections: readonly CollectionEvent[]): ReadonlyMap<string, Events> {
  const groups = new Map<string, Events>();
  for (const event of collections) {
    const key = `${event.source} ${event.errorCode ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return groups;
}

function articleCounts(events: Events, paint: Paint): string {
  const sum = (count: (event: CollectionEvent) => number) => events.reduce((total, event) => total + count(event), 0);
  const further = [
    [sum((event) => event.collisionCount), 'collision', 'collisions'],
    [sum((event) => event.duplicateCount), 'duplicate', 'duplicates'],
    [sum((event) => event.revisedCount), 'revised', 'revised'],
    [sum((event) => event.rejectedCount), 'rejected', 'rejected'],
  ] as const;
  const parts = further.filter(([number]) => number > 0).map(([number, one, many]) => count(number, one, many));
  const stories = `${sum((event) => event.newItemCount).toLocaleString('en')} new`;
  const articles = count(
    sum((event) => event.itemCount),
    'article',
    'articles',
  );
  return `${articles} ${paint.arrow} ${[stories, ...parts].join(', ')}   ${paint.dim(someTickers(events, paint))}`;
}

const shownTickers = 5;

function someTickers(events: Events, paint: Paint): string {
  const tickers = [...new Set(events.flatMap((event) => event.tickers))];
  const shown = tickers.slice(0, shownTickers).join(' ');
  return tickers.length > shownTickers ? `${shown} ${paint.ellipsis}` : shown;
}
