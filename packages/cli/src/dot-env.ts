import { parseEnv } from 'node:util';

export interface DotEnv {
  readonly values: Readonly<Record<string, string | undefined>>;
  /** The lines that say nothing, counted from 1: neither assignments nor comments. */
  readonly skipped: readonly number[];
}

/** Reads the text of a `.env` file. A line that is no assignment is skipped: the parser would take it for a part of the next name. */
export function parseDotEnv(text: string): DotEnv {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const kept: string[] = [];
  const skipped: number[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const rest = endOfValue(lines, index);
    if (rest !== null) {
      kept.push(...lines.slice(index, rest + 1));
      index = rest;
    } else if (!/^\s*(?:#|$)/.test(line)) skipped.push(index + 1);
  }
  return { values: parseEnv(kept.join('\n')) as Record<string, string | undefined>, skipped };
}

const assignment = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(.*)$/;

/** The line in which the assignment of a line ends, which is a later one where quotes are closed there; null when there is none. */
function endOfValue(lines: readonly string[], index: number): number | null {
  const value = assignment.exec(lines[index] ?? '')?.[1];
  if (value === undefined) return null;
  const quote = /^["'`]/.exec(value)?.[0];
  if (quote === undefined || value.includes(quote, 1)) return index;
  const closing = lines.findIndex((line, later) => later > index && line.includes(quote));
  return closing === -1 ? index : closing;
}
