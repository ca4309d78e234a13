import { type Clock, type ErrorReport, IngestError, MINUTE_MS, type Redact } from '@ingest/core';

/** How long the same trouble is not told of again. */
export const silentForMs = 10 * MINUTE_MS;

export interface TroubleOptions {
  readonly clock: Clock;
  readonly redact: Redact;
  readonly complain: (report: ErrorReport) => void;
}

/**
 * Tells people what keeps the parts of `watch` from their work. Each of them tries again every few seconds, all for the same
 * reason: that is said when it begins and changes, and every ten minutes while it lasts.
 */
export function tellTrouble({ clock, redact, complain }: TroubleOptions): (error: unknown) => void {
  const toldAt = new Map<string, number>();
  return (error) => {
    const code = IngestError.is(error) ? error.code : 'STORE_UNAVAILABLE';
    const message = redact(error instanceof Error ? error.message : String(error));
    const now = clock.elapsed().monotonicMs;
    const before = toldAt.get(code);
    if (before !== undefined && now - before < silentForMs) return;
    toldAt.set(code, now);
    complain({ code, message });
  };
}
