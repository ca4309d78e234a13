import { type ErrorReport, type EventReader, type IngestEvent, type Redact, toIso } from '@ingest/core';
import type { Logger } from 'pino';

export type Level = 'debug' | 'info' | 'warn' | 'error';

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

export interface LogLineOptions {
  /** From which level on; null: no line at all. */
  readonly threshold: Level | null;
  readonly redact: Redact;
  /** Called with the first line: most runs have nothing to say. */
  readonly open: (level: Level) => Promise<Logger>;
  /** Called before each line is written. */
  readonly beforeLine?: () => void;
  readonly now: () => number;
}

/** Events as log lines, each with its name, its level and what is known of it, whoever runs them. */
export function logLines({ threshold, redact, open, beforeLine = () => {}, now }: LogLineOptions): Log {
  let logger: Promise<Logger> | null = null;
  let written: Promise<void> = Promise.resolve();
  const write = (level: Level, name: string, facts: object): boolean => {
    if (threshold === null || order.indexOf(level) < order.indexOf(threshold)) return false;
    logger ??= open(threshold);
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
    trouble: (report) => write('error', 'trouble', { time: toIso(now()), ...report }),
    flush: () => written,
  };
}

/** Lines of JSON to a file descriptor, each written before the next thing happens. */
export async function jsonLogger(level: Level, fd: number): Promise<Logger> {
  const { default: pino } = await import('pino');
  return pino({ base: null, level, timestamp: false }, pino.destination({ dest: fd, sync: true }));
}

/** The report itself is the command's result; the log keeps what is searched for. */
function summaryOf({ report }: IngestEvent & { type: 'run:ended' }): object {
  const { outcome, durationMs, requests, items, unanswered, error } = report;
  return { outcome, durationMs, requests, items, unanswered, ...(error === undefined ? {} : { error }) };
}
