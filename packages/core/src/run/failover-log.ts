import type { EventReader } from '../events.js';
import type { FailoverReport } from '../model/run-report.js';
import type { Task } from './walk.js';

export interface FailoverLogOptions {
  readonly onEvent: EventReader;
  readonly stamp: () => { readonly runId: string; readonly at: string };
}

/** Which source stood in for which in a run, and why: tells each time, and reports those of one kind as one. */
export class FailoverLog {
  readonly reports: FailoverReport[] = [];
  private readonly options: FailoverLogOptions;

  constructor(options: FailoverLogOptions) {
    this.options = options;
  }

  keep({ source: to, tickers, standsInFor }: Task): void {
    if (standsInFor === null) return;
    const { source: from, code } = standsInFor;
    this.options.onEvent({ type: 'failover:happened', ...this.options.stamp(), from, to, code, tickers });
    const known = this.reports.find((report) => report.from === from && report.to === to && report.code === code);
    if (known === undefined) this.reports.push({ from, to, code, tickers: [...tickers] });
    else known.tickers.push(...tickers);
  }
}
