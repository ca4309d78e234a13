import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { type ErrorBody, startRuntimeApi } from './runtime-api.js';

export interface FunctionOptions {
  /** Path of the zip that is deployed, or its bytes. */
  readonly zip: string | Uint8Array;
  /** File and export, as `scheduler.handler`. */
  readonly handler: string;
  readonly functionName: string;
  /** What the deployment sets; Lambda's own variables are added. */
  readonly env: Readonly<Record<string, string>>;
  /** Names the role that the process has: its access key. */
  readonly accessKeyId: string;
  /** How far its clock is ahead of the machine's while it starts. */
  readonly aheadMs: number;
}

export interface InvokeOptions {
  /** Default: as long as a function on a minute's tick has. */
  readonly remainingMs?: number;
  /** Default: one of its own; that of an earlier one where Lambda tries it again. */
  readonly requestId?: string;
  readonly aheadMs: number;
}

/** An invocation that has ended. */
export interface Invoked {
  readonly requestId: string;
  /** What the handler answered; undefined when it failed. */
  readonly answer: unknown;
  /** What the handler threw, or how Lambda put an end to it; null when it answered. */
  readonly error: ErrorBody | null;
  /** What reached the log group, line by line. */
  readonly lines: readonly string[];
  readonly durationMs: number;
}

/** A process in which Lambda runs a function. */
export interface FunctionProcess {
  /** From the start of the process until it asked for its first event. */
  readonly initMs: number;
  /** Why it could not start; each invocation then fails with it. */
  readonly initError: ErrorBody | null;
  /** What reached the log group so far. */
  readonly output: () => string;
  invoke(event: unknown, options: InvokeOptions): Promise<Invoked>;
  /** Ends it at once, as when its machine dies. */
  kill(): void;
  /** Ends it and removes its folder. */
  dispose(): void;
}

const bootstrap = join(import.meta.dirname, 'bootstrap-process.mjs');
const secretAccessKey = 'hunter22/secret/hunter22';
const sessionToken = 'hunter22hunter22hunter22';

/** Credentials of the functions, which may be seen nowhere. */
export const credentials = [secretAccessKey, sessionToken] as const;

/**
 * Unzips a function into an empty folder outside of this repository, and starts it in a process that knows nothing but what the
 * deployment and Lambda set.
 */
export async function startFunction(options: FunctionOptions): Promise<FunctionProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-aws-'));
  const task = join(folder, 'task');
  unzip(options.zip, task);
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const state = { isGone: false };
  const signal = (name: NodeJS.Signals) => void (state.isGone || child.kill(name));
  const api = await startRuntimeApi(
    () => signal('SIGSTOP'),
    () => signal('SIGCONT'),
  );
  const startedAt = performance.now();
  const child = spawn(process.execPath, [bootstrap, String(options.aheadMs)], {
    cwd: task,
    env: { ...lambdaEnvironment(options), LAMBDA_TASK_ROOT: task, AWS_LAMBDA_RUNTIME_API: api.address, ...options.env },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = once(child, 'exit').then(([code, name]): ErrorBody => {
    state.isGone = true;
    return {
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with error: ${name === null ? `exit status ${code}` : `signal: ${name}`}`,
    };
  });
  const initError = await Promise.race([api.initialised, exited]);
  const initMs = performance.now() - startedAt;
  const output = () => readFileSync(logFile, 'utf8');

  return {
    initMs,
    initError,
    output,
    async invoke(event, { remainingMs = 50_000, requestId = crypto.randomUUID(), aheadMs }) {
      const already = output().length;
      const from = performance.now();
      const ended = (answer: unknown, error: ErrorBody | null): Invoked => ({
        requestId,
        answer,
        error,
        lines: output().slice(already).split('\n').filter(Boolean),
        durationMs: performance.now() - from,
      });
      if (initError !== null) return ended(undefined, initError);
      const deadline = Date.now() + remainingMs;
      const late = outOfTime(requestId, remainingMs);
      const first = await Promise.race([api.invoke({ requestId, event, deadline, aheadMs }), exited, late.error]);
      late.cancel();
      if (first === late.words) signal('SIGKILL');
      if (!('kind' in first)) return ended(undefined, first);
      return first.kind === 'response' ? ended(first.body, null) : ended(undefined, first.error);
    },
    kill: () => signal('SIGKILL'),
    dispose() {
      signal('SIGKILL');
      api.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unzip(zip: string | Uint8Array, folder: string): void {
  const files = unzipSync(typeof zip === 'string' ? readFileSync(zip) : zip);
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/** What Lambda sets by itself. */
function lambdaEnvironment({ handler, functionName, accessKeyId }: FunctionOptions): Record<string, string> {
  return {
    _HANDLER: handler,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/24/[$LATEST]0',
    LANG: 'en_US.UTF-8',
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    // The functions run on Node 22 there.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** How Lambda puts an end to an invocation that takes too long. */
function outOfTime(requestId: string, remainingMs: number) {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${(remainingMs / 1000).toFixed(2)} seconds`;
  const words: ErrorBody = { errorType: 'Sandbox.Timedout', errorMessage };
  let timer: NodeJS.Timeout | undefined;
  const error = new Promise<ErrorBody>((resolve) => {
    timer = setTimeout(() => resolve(words), remainingMs);
  });
  return { words, error, cancel: () => clearTimeout(timer) };
}
