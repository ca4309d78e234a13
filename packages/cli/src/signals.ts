import { exitCodes } from './exit-codes.js';

const codes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;

export interface Signals {
  /** Aborts at the first signal, so that what is under way can end well. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; null when none came. */
  readonly exitCode: number | null;
  dispose(): void;
}

/** The first signal asks for an orderly end, a second one ends at once. */
export function listenForSignals(): Signals {
  const controller = new AbortController();
  let exitCode: number | null = null;
  const listener = (name: keyof typeof codes) => {
    if (exitCode !== null) process.exit(codes[name]);
    exitCode = codes[name];
    controller.abort();
  };
  for (const name of Object.keys(codes)) process.on(name, listener);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    dispose() {
      for (const name of Object.keys(codes)) process.removeListener(name, listener);
    },
  };
}
