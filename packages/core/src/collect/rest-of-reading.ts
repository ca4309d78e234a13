import { hash } from 'node:crypto';
import type { EpochMs } from '../contracts/clock.js';
import type { Cursor, Window } from '../contracts/source.js';
import type { Gap } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import { toIso, utcDate } from '../time/instant.js';

/** What a collection reads, as far as it says what may be left of it. */
export interface ReadingFacts {
  readonly source: string;
  readonly tickers: readonly Ticker[];
  readonly window: Window | null;
  /** The gap that is read; null for a reading from the newest news on. */
  readonly fills: Gap | null;
  readonly backfill: string | null;
  /** Up to where earlier readings read all of the tickers; null when that is not known. */
  readonly readBefore: EpochMs | null;
  readonly startedAt: EpochMs;
}

/** What a collection leaves unread, as gaps: never what earlier readings read, and never a gap twice. */
export class RestOfReading {
  /** Of the gap that is read, or that the collection may leave. */
  readonly gapId: string;
  private readonly reading: ReadingFacts;
  private readonly newId: () => string;

  constructor(reading: ReadingFacts, newId: () => string) {
    this.reading = reading;
    this.newId = newId;
    this.gapId = reading.fills?.gapId ?? newId();
  }

  /** Whether what is left behind `reachesBackTo` was read before. */
  isKnownBehind(reachesBackTo: EpochMs | null): boolean {
    const { readBefore, fills } = this.reading;
    return fills === null && readBefore !== null && reachesBackTo !== null && reachesBackTo < readBefore;
  }

  /** What is left from a cursor on, when the last page reached back so far. */
  after(next: Cursor | null, reachesBackTo: EpochMs | null): Gap {
    const { window, readBefore, startedAt, backfill } = this.reading;
    const readDownTo = reachesBackTo ?? window?.to ?? startedAt;
    const to = window === null ? readDownTo : Math.min(Math.max(readDownTo, window.from), window.to);
    const from = window === null ? null : Math.min(to, Math.max(window.from, readBefore ?? window.from));
    return { ...this.gap(this.gapId, from, to, next), backfill };
  }

  /** Stretches that the source will not give. They are part of no back-fill: they would be asked for without an end. */
  refused(stretches: readonly Window[]): readonly Gap[] {
    const { readBefore } = this.reading;
    return stretches
      .map(({ from, to }) => ({ from: Math.max(from, readBefore ?? from), to }))
      .filter(({ from, to }) => from < to)
      .map(({ from, to }) => this.gap(this.refusedId(from), from, to, null));
  }

  /** The same in every run that meets it, so that a day that a source never gives is one gap, not one for each run. */
  private refusedId(from: EpochMs): string {
    const { source, tickers } = this.reading;
    return hash('sha256', `${source} ${tickers.join(' ')} ${utcDate(from)}`).slice(0, 26);
  }

  /** A gap that was read for some of its tickers stays for the others. */
  ofOthers(): readonly Gap[] {
    const { fills, tickers } = this.reading;
    const others = (fills?.tickers ?? []).filter((ticker) => !tickers.includes(ticker));
    return fills === null || others.length === 0 ? [] : [{ ...fills, gapId: this.newId(), tickers: others }];
  }

  private gap(gapId: string, from: EpochMs | null, to: EpochMs, cursor: Cursor | null): Gap {
    const { source, tickers, fills, startedAt } = this.reading;
    return {
      gapId,
      source,
      tickers: [...tickers],
      from: from === null ? null : toIso(from),
      to: toIso(to),
      cursor: cursor === null ? null : JSON.stringify(cursor),
      openedAt: fills?.openedAt ?? toIso(startedAt),
      backfill: null,
    };
  }
}
