import { exitCodes } from './exit-codes.js';

const codes = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;

export interface Signals {
  /** Aborts at the first signal, so that what is under way can end well. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; null when none came. */
  readonly exitCode: number | null;
  dispose(): void;
}

/** How long an orderly end may take, in milliseconds: a service manager that is less patient kills, and ten seconds are promised. */
export const longestEndMs = 9_000;

/** The first signal asks for an orderly end; a second one, or an end that takes too long, ends at once. */
export function listenForSignals(): Signals {
  const controller = new AbortController();
  let exitCode: number | null = null;
  let atLast: NodeJS.Timeout | undefined;
  const listener = (name: keyof typeof codes) => {
    if (exitCode !== null) process.exit(codes[name]);
    exitCode = codes[name];
    // Whatever is under way is one step of the store, which is done whole or not at all.
    atLast = setTimeout(() => process.exit(codes[name]), longestEndMs).unref();
    controller.abort();
  };
  for (const name of Object.keys(codes)) process.on(name, listener);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    dispose() {
      clearTimeout(atLast);
      for (const name of Object.keys(codes)) process.removeListener(name, listener);
    },
  };
}
