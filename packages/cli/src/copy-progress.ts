import { type Clock, type CopyProgress, type Elapsed, millisecondsBetween } from '@ingest/core';
import type { Output } from './output.js';
import { lengthOf } from './render/time.js';

export interface ShownProgress {
  read(progress: CopyProgress): void;
  /** Takes the line away, until something happens again. */
  done(): void;
}

/** One line on a terminal that is replaced while a store is copied: how far it is, how fast, and how long it will take. */
export function copyProgressOn(output: Output, clock: Clock, isWanted: boolean): ShownProgress {
  if (!isWanted || !output.err.isTty) return { read: () => {}, done: () => {} };
  let began: { readonly at: Elapsed; readonly stories: number } | null = null;
  return {
    read(progress) {
      began ??= { at: clock.elapsed(), stories: progress.stories };
      const elapsedMs = millisecondsBetween(began.at, clock.elapsed());
      const text = inWords(progress, progress.stories - began.stories, elapsedMs);
      process.stderr.write(`\r\x1b[K${text.slice(0, output.err.columns - 1)}`);
    },
    done: () => process.stderr.write('\r\x1b[K'),
  };
}

function inWords({ part, stories, allStories }: CopyProgress, written: number, elapsedMs: number): string {
  const far = `${stories.toLocaleString('en')} of ${allStories.toLocaleString('en')} stories`;
  if (part === null) return `${far}   comparing both stores`;
  if (part !== 'stories') return `${far}   copying ${part}`;
  if (written === 0 || elapsedMs === 0) return far;
  const perSecond = (written * 1000) / elapsedMs;
  const leftMs = ((allStories - stories) * 1000) / perSecond;
  return `${far}   ${Math.round(perSecond).toLocaleString('en')} stories/s   ${lengthOf(leftMs)} left`;
}
