import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// Inside the package, so that the drivers and the migrations are found as they are by an installed one.
const folder = here(`../../.cache/processes-${process.pid}`);

/** Bundles the script from source once; `removeScript` afterwards. */
export async function buildScript(): Promise<void> {
  await build({
    entry: { 'store-process': here('./store-process.ts') },
    outDir: folder,
    outExtension: () => ({ js: '.mjs' }),
    format: 'esm',
    target: 'node20',
    config: false,
    silent: true,
    noExternal: [/^@ingest\//],
    external: ['better-sqlite3', 'pg', '@aws-sdk/client-dynamodb', /^drizzle-orm/],
    esbuildOptions(options) {
      options.conditions = ['@ingest/source', 'module', 'node'];
    },
  });
}

export function removeScript(): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface StoreProcess {
  readonly process: ChildProcess;
  /** Resolves when it waits for {@link StoreProcess.go}. */
  readonly ready: Promise<void>;
  go(): void;
  /** What it said so far, in lines. */
  readonly said: readonly unknown[];
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
}

/** Starts the script. `asNobody`: without the rights of root, where this process has them. */
export function startProcess(args: readonly string[], { asNobody = false } = {}): StoreProcess {
  const identity = asNobody && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(process.execPath, [`${folder}/store-process.mjs`, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...identity,
  });
  const said: unknown[] = [];
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<void>((resolve) => lines.once('line', () => resolve()));
  lines.on('line', (line) => {
    const value: unknown = JSON.parse(line);
    if (value !== 'ready') said.push(value);
  });
  const closed = new Promise<void>((resolve) => lines.once('close', () => resolve()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    ready,
    go: () => child.stdin.write('go\n'),
    said,
    ended: Promise.all([closed, exited]).then(() => {}),
  };
}
