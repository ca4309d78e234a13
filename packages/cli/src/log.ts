import { type ErrorReport, type EventReader, type IngestEvent, type Redact, systemClock, toIso } from '@ingest/core';
import type { Logger } from 'pino';
import type { Output } from './output.js';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** How much each event matters to an operator. */
const levels: Record<IngestEvent['type'], Level> = {
  'run:started': 'info',
  'run:skipped': 'info',
  'run:ended': 'info',
  'backfill:started': 'info',
  'backfill:progressed': 'debug',
  'collection:started': 'debug',
  'collection:ended': 'info',
  'page:committed': 'debug',
  'items:rejected': 'info',
  'request:retried': 'warn',
  'source:failed': 'warn',
  'failover:happened': 'warn',
  'breaker:changed': 'warn',
  'delivery:succeeded': 'debug',
  'delivery:failed': 'warn',
  'slots:missed': 'warn',
  'incident:fired': 'error',
  'incident:repeated': 'error',
  'incident:resolved': 'warn',
};

const order: readonly Level[] = ['debug', 'info', 'warn', 'error'];

export interface Log {
  readonly read: EventReader;
  /** Keeps what is no event of a run, such as a store that is away, among its lines. False where it has none: then people are told. */
  trouble(report: ErrorReport): boolean;
  /** Resolves when every line is written. */
  flush(): Promise<void>;
}

export interface LogOptions {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  /** From which level on where nobody watches. Default: `warn`. */
  readonly unwatched?: Level;
}

/**
 * Events as log lines on stderr: JSON, one line an event, or words on a terminal. From `warn` on where nobody watches, all
 * with `--verbose`, none with `--quiet`; on a terminal the result says what matters. `beforeLine` is called before each line
 * is written, to make room for it.
 */
export function logTo(
  output: Output,
  redact: Redact,
  options: LogOptions,
  beforeLine = () => {},
  now = systemClock().now,
): Log {
  const threshold = thresholdOf(options, output.err.isTty);
  // Most runs have nothing to say: the logger is loaded with the first line.
  let logger: Promise<Logger> | null = null;
  let written: Promise<void> = Promise.resolve();
  const write = (level: Level, name: string, facts: object): boolean => {
    if (threshold === null || order.indexOf(level) < order.indexOf(threshold)) return false;
    logger ??= createLogger(threshold, output.err.isTty);
    const line = JSON.parse(redact(JSON.stringify(facts))) as object;
    written = Promise.all([logger, written]).then(([ready]) => {
      beforeLine();
      ready[level](line, name);
    });
    return true;
  };
  return {
    read(event) {
      const { type, at, ...facts } = event.type === 'run:ended' ? { ...event, report: summaryOf(event) } : event;
      write(levels[type], type, { time: at, ...facts });
    },
    trouble: (report) => !output.err.isTty && write('error', 'trouble', { time: toIso(now()), ...report }),
    flush: () => written,
  };
}

function thresholdOf({ verbose, quiet, unwatched = 'warn' }: LogOptions, isTty: boolean): Level | null {
  if (verbose) return 'debug';
  return quiet || isTty ? null : unwatched;
}

async function createLogger(level: Level, isTty: boolean): Promise<Logger> {
  const { default: pino } = await import('pino');
  const destination = isTty
    ? (await import('pino-pretty')).default({ destination: 2, sync: true })
    : pino.destination(2);
  return pino({ base: null, level, timestamp: false }, destination);
}

/** The report itself is the command's result; the log keeps what is searched for. */
function summaryOf({ report }: IngestEvent & { type: 'run:ended' }): object {
  const { outcome, durationMs, requests, items, unanswered, error } = report;
  return { outcome, durationMs, requests, items, unanswered, ...(error === undefined ? {} : { error }) };
}
