import type { Played } from './play-script.js';
import { type Fault, faults } from './script.js';

/** What the scripts of a file came to together. */
export class Tally {
  private readonly counts = { scripts: 0, runs: 0, requests: 0, stories: 0 };
  private readonly played = new Map<Fault, number>();

  add({ reports, exchanges, stories }: Played): void {
    this.counts.scripts += 1;
    this.counts.runs += reports.length;
    this.counts.requests += exchanges.length;
    this.counts.stories += stories;
    for (const { fault } of exchanges) this.played.set(fault, (this.played.get(fault) ?? 0) + 1);
  }

  /** Faults that no script played. */
  get missing(): readonly Fault[] {
    return faults.filter((fault) => !this.played.has(fault));
  }

  inWords(): string {
    const counts = Object.entries(this.counts).map(([what, count]) => `${count} ${what}`);
    const played = faults.map((fault) => `${fault} ${this.played.get(fault) ?? 0}`);
    return `${counts.join(', ')}; played: ${played.join(', ')}`;
  }
}
