import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

const bin = join(import.meta.dirname, '../../bin/ingest.js');

export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

/** The built command in processes of its own, each test in an empty directory, without keys unless it sets them. */
export function builtCommand() {
  const state = { directory: '' };
  const children = new Set<ChildProcessWithoutNullStreams>();
  beforeEach(() => {
    state.directory = mkdtempSync(join(tmpdir(), 'ingest-e2e-'));
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
    rmSync(state.directory, { recursive: true, force: true });
  });

  function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: state.directory,
      env: { PATH: process.env.PATH, ...env },
    });
    children.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.end();
    const ended = once(child, 'close').then(([exitCode, signal]) => ({
      exitCode: exitCode as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout,
      stderr,
      durationMs: performance.now() - startedAt,
    }));
    return { child, ended };
  }

  return {
    bin,
    start,
    run: (args: readonly string[], env: Readonly<Record<string, string>> = {}) => start(args, env).ended,
    path: (name: string) => join(state.directory, name),
    get directory() {
      return state.directory;
    },
  };
}

/** The one JSON value of a command's output. */
export function jsonOf<T>({ stdout }: Ended): T {
  return JSON.parse(stdout) as T;
}

/** A file of code for `node --import`, as the value of NODE_OPTIONS. */
export function preload(name: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'preload', name)}` };
}
