import { type Clock, IngestError, type Redact, redactor, toError } from '@ingest/core';
import { type App, type AppOptions, composeApp } from './app.js';
import type { FunctionEnvironment, FunctionName } from './environment.js';
import { notReady, overdue } from './overdue.js';
import { type AskParameters, keepParameters, type Parameters } from './parameters.js';

/** How long a start waits, in milliseconds: Lambda allows 10 seconds, in which the code is loaded, too. */
export const longestWarmMs = 6_000;
/** How long what failed before the first event is that event's failure, too, in milliseconds. */
export const sameBreathMs = 1_000;

export interface KeptAppOptions<Name extends FunctionName> {
  /** Reads the environment; throws CONFIG_INVALID. */
  readonly environment: () => FunctionEnvironment<Name>;
  readonly ask: AskParameters;
  readonly clock: Clock;
  /** Default: as the functions do. */
  readonly compose?: (options: AppOptions) => Promise<App>;
}

/** A function as it is ready for an event. */
export interface Ready<Name extends FunctionName> {
  readonly app: App;
  readonly environment: FunctionEnvironment<Name>;
}

/** What a function keeps from one event to the next. */
export interface KeptApp<Name extends FunctionName> {
  /**
   * The whole with the keys as they are now: put together with the first event, and anew when a key was changed. What it fails with
   * is this event's failure alone: the next one tries again. What is under way already is waited for, and what failed a moment
   * before the first event is not tried again at once.
   */
  get(): Promise<Ready<Name>>;
  /**
   * Puts it together before the first event comes, and waits for that as long as a start may last. Never rejects: that event will
   * say what is wrong.
   */
  warm(): Promise<void>;
  /**
   * The store is not what was opened, or hangs: puts everything together anew the next time, and gives up what is under way. Resolves
   * when what was open is closed. Never rejects.
   */
  drop(): Promise<void>;
  /** What to fail with when time is over: what is being waited for now, and what to do. */
  readonly overdue: () => IngestError;
  /** Under which name its metrics are kept; null while the environment could not be read. */
  namespace(): string | null;
  /** Takes out whatever is known to be secret, also where nothing could be put together. */
  readonly redact: Redact;
}

export function keepApp<Name extends FunctionName>({
  environment: read,
  ask,
  clock,
  compose = composeApp,
}: KeptAppOptions<Name>): KeptApp<Name> {
  let environment: FunctionEnvironment<Name> | null = null;
  let parameters: Parameters | null = null;
  let kept: { readonly app: App; readonly keys: ReadonlyMap<string, string> } | null = null;
  let known: ReadonlyMap<string, string> = new Map();

  let attempt: Promise<Ready<Name>> | null = null;
  let waitsForParameters = false;
  let failed: { readonly error: unknown; readonly at: number } | null = null;
  let drops = 0;

  const closeKept = async () => {
    const closed = kept?.app;
    kept = null;
    await closed?.close().catch(() => {});
  };
  const onTrouble = (error: unknown) => {
    const code = IngestError.is(error) ? error.code : 'NETWORK';
    kept?.app.trouble({ code, message: `${toError(error).message}; the keys from before are used` });
  };
  const readKeys = async (from: Parameters) => {
    waitsForParameters = true;
    try {
      return await from.read();
    } finally {
      waitsForParameters = false;
    }
  };
  const putTogether = async () => {
    const isWanted = wanted();
    environment ??= read();
    parameters ??= keepParameters({ named: environment.variables.INGEST_PARAMETERS, ask, clock, onTrouble });
    const keys = await readKeys(parameters);
    if (!isWanted()) throw givenUp();
    known = keys;
    if (kept !== null && !isSame(kept.keys, keys)) await closeKept();
    // A key that was refused may have been changed since it was read.
    const onKeyRefused = () => parameters?.expire();
    const app = kept?.app ?? (await compose({ environment, parameters: keys, clock, onKeyRefused }));
    if (!isWanted()) {
      await app.close().catch(() => {});
      throw givenUp();
    }
    kept = { app, keys };
    return { app, environment };
  };
  /** Whether what is begun now is still waited for. */
  const wanted = () => {
    const before = drops;
    return () => drops === before;
  };
  const shared = () => {
    if (attempt !== null) return attempt;
    const mine = putTogether().finally(() => {
      if (attempt === mine) attempt = null;
    });
    attempt = mine;
    return mine;
  };
  return {
    async get() {
      const before = failed;
      failed = null;
      // Wall time: between a start and its first event the function may be frozen.
      if (before !== null && Math.abs(clock.now() - before.at) < sameBreathMs) throw before.error;
      return shared();
    },
    async warm() {
      const isOver = new AbortController();
      const trying = shared()
        .catch((error: unknown) => {
          if (!isOver.signal.aborted) failed = { error, at: clock.now() };
        })
        .finally(() => isOver.abort());
      await Promise.race([trying, clock.wait(longestWarmMs, isOver.signal).catch(() => {})]);
      isOver.abort();
    },
    async drop() {
      drops += 1;
      attempt = null;
      await closeKept();
    },
    overdue() {
      if (attempt === null && kept !== null) return kept.app.overdue();
      const { INGEST_STORE: store = '', INGEST_PARAMETERS: named = [] } = environment?.variables ?? {};
      return waitsForParameters
        ? notReady(`the parameters ${named.map(({ parameter }) => parameter).join(', ')}`)
        : overdue(store, 'open');
    },
    namespace: () => environment?.variables.INGEST_METRICS_NAMESPACE ?? null,
    redact: (text) => kept?.app.redact(text) ?? redactor([...known.values()])(text),
  };
}

function givenUp(): IngestError {
  return new IngestError('ABORTED', 'what was being put together is not waited for any more');
}

function isSame(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): boolean {
  return left.size === right.size && [...left].every(([name, value]) => right.get(name) === value);
}
