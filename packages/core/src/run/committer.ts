import { type CommitPage, committingTo, nothingToConclude } from '../collect/commit-page.js';
import type { OutboxEntry } from '../contracts/outbox.js';
import { notify } from '../delivery/outbox.js';
import type { PageConclusion, PlacedPage } from '../identity/page.js';
import { Scoring } from '../sentiment/scoring.js';
import { ulid } from '../time/ulid.js';
import { placingOnly } from './dry-run.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { IngestSettings } from './settings.js';

export interface CommitterOptions {
  readonly settings: IngestSettings;
  readonly runId: string;
  readonly lease: Pick<LeaseKeeper, 'proof'>;
  readonly signal: AbortSignal;
  /** Told after each page that was stored. */
  readonly onStored: () => void;
}

/** Stores what a run reads, as far as the run writes, and announces it. */
export class Committer {
  /** Deliveries that were committed. */
  queued = 0;
  readonly commitPage: CommitPage;
  private readonly options: CommitterOptions;
  private readonly scoring: Scoring;

  constructor(options: CommitterOptions) {
    this.options = options;
    const { store, clock, writes, scorer, deliveryClock } = options.settings;
    const { articles } = store;
    this.scoring = new Scoring({ scorer, clock: deliveryClock, articles, signal: options.signal });
    this.commitPage = writes === 'nothing' ? placingOnly(store, clock) : this.committing();
  }

  /** What people should know beside. */
  get warnings(): readonly string[] {
    return this.scoring.warnings.map(this.options.settings.redact);
  }

  newId(): string {
    const { clock, chance } = this.options.settings;
    return ulid(clock.now(), chance);
  }

  /** What is to be announced of a commit. */
  notify(
    placed: PlacedPage,
    facts: { readonly source: string; readonly isFailover: boolean; readonly collectionEventId: string },
  ): readonly OutboxEntry[] {
    const { settings, runId } = this.options;
    return notify(placed, {
      ...facts,
      newId: () => this.newId(),
      runId,
      at: settings.clock.now(),
      sinks: settings.announce ? settings.sinks.map(({ name }) => name) : [],
      state: settings.deliver === 'keep' ? 'replayed' : 'pending',
    });
  }

  /** Stores what becomes of gaps, without a page. */
  async changeGaps(changes: Partial<PageConclusion>): Promise<void> {
    const [source] = this.options.settings.sources;
    const page = { source: source?.name ?? '', isFailover: false, articles: [], quarantine: [] };
    await this.commitPage(
      page,
      () => ({ ...nothingToConclude, ...changes }),
      () => [],
    );
  }

  private committing(): CommitPage {
    const { settings, lease, onStored } = this.options;
    const { store, clock, writes, ledger } = settings;
    return committingTo({
      store,
      clock,
      score: (articles) => this.scoring.scorePage(articles),
      lease: async () => (writes === 'all' ? lease.proof() : null),
      keep: writes === 'all' ? (conclusion) => conclusion : withoutState,
      onConcluded: (conclusion) => {
        this.queued += conclusion.notifications.length;
        ledger.keep(conclusion);
        onStored();
      },
    });
  }
}

/** What a replay writes: it leaves the state of the sources alone. */
function withoutState(conclusion: PageConclusion): PageConclusion {
  return { ...conclusion, state: null, watermarks: [], openedGaps: [], closedGapIds: [] };
}
