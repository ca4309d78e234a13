import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { main } from '../../src/main.js';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON value on stdout. */
  json<T = Record<string, unknown>>(): T;
}

/** Runs a command line in this process, from source, with what it printed. */
export async function ingest(...args: readonly string[]): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...others) => {
    stdout += String(text);
    written(others);
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text, ...others) => {
    stderr += String(text);
    written(others);
    return true;
  });
  try {
    const exitCode = await main(args);
    return { exitCode, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

/** Tells whoever waits for a write that it is done. */
function written(others: readonly unknown[]): void {
  const done = others.at(-1);
  if (typeof done === 'function') done();
}

/** Gives every test of a file an empty working directory of its own, and an environment without settings. */
export function inEmptyDirectory(): { readonly path: string } {
  const before = process.cwd();
  const state = { path: '' };
  beforeEach(() => {
    state.path = mkdtempSync(join(tmpdir(), 'ingest-'));
    process.chdir(state.path);
    for (const name of Object.keys(process.env))
      if (/^(?:INGEST|TIINGO|FINNHUB|ALPHAVANTAGE|MARKETAUX|POLYGON)_/.test(name)) vi.stubEnv(name, undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    process.chdir(before);
    rmSync(state.path, { recursive: true, force: true });
  });
  return state;
}

/** The shipped recordings. */
export const demoDay = join(import.meta.dirname, '../../../../examples/demo-day');
