import { type Redact, systemClock } from '@ingest/core';
import type { Logger } from 'pino';
import { jsonLogger, type Level, type Log, logLines } from './log-lines.js';
import type { Output } from './output.js';

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
  const { isTty } = output.err;
  const threshold = thresholdOf(options, isTty);
  const open = (level: Level) => (isTty ? prettyLogger(level) : jsonLogger(level, 2));
  const log = logLines({ threshold, redact, open, beforeLine, now });
  return { ...log, trouble: (report) => !isTty && log.trouble(report) };
}

function thresholdOf({ verbose, quiet, unwatched = 'warn' }: LogOptions, isTty: boolean): Level | null {
  if (verbose) return 'debug';
  return quiet || isTty ? null : unwatched;
}

async function prettyLogger(level: Level): Promise<Logger> {
  const { default: pino } = await import('pino');
  const destination = (await import('pino-pretty')).default({ destination: 2, sync: true });
  return pino({ base: null, level, timestamp: false }, destination);
}
