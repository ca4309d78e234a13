import { once } from 'node:events';
import { type ErrorReport, escapeForTerminal, escapeJsonForTerminal } from '@ingest/core';
import { readPreferences } from './env.js';
import { type Paint, painter } from './render/paint.js';

/** What one stream can show. */
export interface Screen {
  readonly isTty: boolean;
  readonly columns: number;
  readonly paint: Paint;
}

export interface OutputOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** Commander's form of `--no-color`. */
  readonly color?: boolean;
}

/** Data goes to stdout, words about it to stderr. */
export interface Output {
  readonly isJson: boolean;
  readonly out: Screen;
  readonly err: Screen;
  /** A line of words for people; nothing with `--json` or `--quiet`. */
  line(text?: string): void;
  /** A line of what was asked for; nothing with `--json`. */
  data(text: string): void;
  /** A line about the work, to stderr; nothing with `--quiet`. */
  note(text: string): void;
  /** The one JSON value of a command. */
  json(value: unknown): void;
  /** Writes text to stdout as it is, waiting while the reader is slow. */
  write(text: string): Promise<void>;
  /** An error in words on stderr, also with `--quiet`. */
  complain(error: ErrorReport): void;
}

const widestPipe = 100;

/** JSON in which a terminal finds nothing to obey. */
export function toJson(value: unknown, indent = 0): string {
  return escapeJsonForTerminal(JSON.stringify(value, null, indent));
}

export function createOutput({ json = false, quiet = false, color = true }: OutputOptions): Output {
  const { noColor, dumb, utf8 } = readPreferences();
  const screen = (stream: NodeJS.WriteStream): Screen => {
    const isTty = stream.isTTY === true;
    return {
      isTty,
      columns: (isTty && stream.columns) || widestPipe,
      paint: painter(color && isTty && !noColor && !dumb, utf8 || !isTty),
    };
  };
  const out = screen(process.stdout);
  const err = screen(process.stderr);
  return {
    isJson: json,
    out,
    err,
    line(text = '') {
      if (!json && !quiet) process.stdout.write(`${text}\n`);
    },
    data(text) {
      if (!json) process.stdout.write(`${text}\n`);
    },
    note(text) {
      if (!quiet) process.stderr.write(`${text}\n`);
    },
    json(value) {
      process.stdout.write(`${toJson(value, out.isTty ? 2 : 0)}\n`);
    },
    async write(text) {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain');
    },
    complain(error) {
      process.stderr.write(errorInWords(error, err.paint));
    },
  };
}

/** What, where · what to do. */
export function errorInWords({ message, hint }: ErrorReport, paint: Paint): string {
  const lines = [message, ...(hint === undefined ? [] : [hint])].join('\n').split('\n').map(escapeForTerminal);
  return lines.map((line, index) => (index === 0 ? `${paint.failed()} ${line}\n` : `  ${line.trim()}\n`)).join('');
}
