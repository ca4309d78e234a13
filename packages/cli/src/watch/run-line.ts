import { type EpochMs, type EventReader, nextSlot, type RunReport, type SlotSchedule, systemClock } from '@ingest/core';
import type { Output } from '../output.js';
import { alertLine } from '../render/alert-line.js';
import { runLines } from '../render/run-lines.js';
import { localClock } from '../render/time.js';

export interface WatchLines {
  /** What is about to happen. */
  begin(doing: string): void;
  /** Tells alerts. */
  readonly read: EventReader;
  /** One line for a run. */
  ended(report: RunReport): void;
}

/** What a person sees who looks at `watch` or `worker` in a terminal: one line a run, and one for each alert. Elsewhere the log tells it. */
export function runLinesOn(output: Output, schedule: SlotSchedule): WatchLines {
  if (!output.out.isTty) return { begin: () => {}, read: () => {}, ended: () => {} };
  const { paint } = output.out;
  const at = (time: EpochMs) => paint.dim(localClock(time));
  const now = () => systemClock().now();
  return {
    begin(doing) {
      output.line(`${doing}; next run at ${localClock(nextSlot(now(), schedule))}   (Ctrl-C ends it)`);
    },
    read(event) {
      if (event.type !== 'incident:fired' && event.type !== 'incident:repeated' && event.type !== 'incident:resolved')
        return;
      output.line(`${at(Date.parse(event.at))}  ${alertLine(event.alert, paint)}`);
    },
    ended(report) {
      const [headline = '', ...details] = runLines(report, paint);
      const isBad = report.outcome === 'failed' || report.outcome === 'partial';
      output.line(`${at(now())}  ${headline.replaceAll('\n', ' ')}`);
      if (isBad) for (const line of details) output.line(`         ${line}`);
    },
  };
}
