import type { EpochMs } from '../contracts/clock.js';
import type { Source, Window } from '../contracts/source.js';
import type { Ticker } from '../model/ticker.js';
import { HOUR_MS } from '../time/instant.js';

/** Which stretch a run reads. */
export type Reading =
  /** What came since the source was last read: from its watermark less its overlap, or `firstMs` back where it was never read. */
  | { readonly kind: 'new'; readonly firstMs: number }
  /** The newest news, back to `sinceMs` before now; null: as far as the source goes by itself. */
  | { readonly kind: 'fresh'; readonly sinceMs: number | null }
  /** What is given for each batch; null: as far as the source goes by itself. A replay reads what was read then. */
  | { readonly kind: 'given'; readonly windowOf: (source: string, tickers: readonly Ticker[]) => Window | null }
  /**
   * News published inside the range, both ends included. `name` is how a later run knows that it goes on with the same one;
   * default: the two instants. `isOpenEnded`: it ends now, and a later run of that name reads what has come since as well.
   */
  | {
      readonly kind: 'range';
      readonly from: EpochMs;
      readonly to: EpochMs;
      readonly name?: string;
      readonly isOpenEnded?: boolean;
    };

/** Who reads what a range left unread, in words. */
export const resumed = 'the same command goes on where this one stopped';

/** For a source that says nothing of how late its items come. */
export const defaultOverlapMs = 6 * HOUR_MS;

/** The stretch that one batch reads. `marks`: how far its tickers were read; null for one that never was. */
export function windowOf(
  reading: Reading,
  { name, capabilities }: Source,
  tickers: readonly Ticker[],
  marks: readonly (EpochMs | null)[],
  startedAt: EpochMs,
): Window | null {
  switch (reading.kind) {
    case 'range':
      return { from: reading.from, to: reading.to };
    case 'fresh':
      return reading.sinceMs === null ? null : { from: startedAt - reading.sinceMs, to: startedAt };
    case 'given':
      return reading.windowOf(name, tickers);
    case 'new': {
      const { overlapMs = defaultOverlapMs } = capabilities;
      const starts = marks.map((mark) =>
        mark === null ? startedAt - reading.firstMs : Math.min(mark, startedAt) - overlapMs,
      );
      return { from: Math.min(...starts), to: startedAt };
    }
    default:
      return reading satisfies never;
  }
}

/** Up to where all tickers were read; null when one never was. */
export function readBefore(marks: readonly (EpochMs | null)[]): EpochMs | null {
  const known = marks.filter((mark) => mark !== null);
  return known.length < marks.length ? null : Math.min(...known);
}
