import type { Clock } from '../contracts/clock.js';
import type { LeaseToken } from '../contracts/leases.js';
import type { OutboxEntry } from '../contracts/outbox.js';
import type { PageCommit, Store } from '../contracts/store.js';
import type { PageConclusion, PlacedPage } from '../identity/page.js';
import type { Article } from '../model/article.js';
import type { PageScores } from '../sentiment/page-scores.js';
import { chunks } from './plan-batches.js';

export type PageToCommit = Pick<PageCommit, 'source' | 'isFailover' | 'articles' | 'quarantine' | 'released'>;

/** Stores a page and what belongs to it: the conclusion with the last commit of the page, an announcement with each. */
export type CommitPage = (
  page: PageToCommit,
  conclude: (placed: PlacedPage) => PageConclusion,
  notify: (placed: PlacedPage) => readonly OutboxEntry[],
) => Promise<PlacedPage>;

export const nothingPlaced: PlacedPage = { newStories: [], duplicates: 0, revised: 0, collisions: 0 };

export function addPlaced(left: PlacedPage, right: PlacedPage): PlacedPage {
  return {
    newStories: [...left.newStories, ...right.newStories],
    duplicates: left.duplicates + right.duplicates,
    revised: left.revised + right.revised,
    collisions: left.collisions + right.collisions,
  };
}

/** One page for reading may be several commits for the store. What concludes the page goes with the last of them. */
export const maxArticlesPerCommit = 100;

/** Of a page that is not the last one of its collection. */
export const nothingToConclude: PageConclusion = {
  event: null,
  state: null,
  watermarks: [],
  openedGaps: [],
  closedGapIds: [],
  notifications: [],
};

export interface Committing {
  readonly store: Store;
  readonly clock: Clock;
  /** The lease under which to write, renewed where that is due; null where none is needed. */
  readonly lease: () => Promise<LeaseToken | null>;
  /** What a scorer says of the headlines; null: nothing. */
  readonly score: (articles: readonly Article[]) => Promise<PageScores | null>;
  /** Which part of a conclusion is written. */
  readonly keep: (conclusion: PageConclusion) => PageConclusion;
  /** Told the whole conclusion as soon as its page is stored, before the next page is. */
  readonly onConcluded: (conclusion: PageConclusion) => void;
}

/** Stores pages one at a time, so that what a collection concludes rests on what the one before left behind. */
export function committingTo({ store, clock, lease, score, keep, onConcluded }: Committing): CommitPage {
  const size = Math.min(maxArticlesPerCommit, store.capabilities.maxArticlesPerCommit);
  const commit: CommitPage = async (page, conclude, notify) => {
    let total = nothingPlaced;
    let conclusion = nothingToConclude;
    const announced: OutboxEntry[] = [];
    const parts = page.articles.length === 0 ? [[]] : chunks(page.articles, size);
    for (const [index, articles] of parts.entries()) {
      const before = total;
      let notifications: readonly OutboxEntry[] = [];
      const isLast = index === parts.length - 1;
      const placed = await store.articles.commitPage({
        ...page,
        articles,
        quarantine: isLast ? page.quarantine : [],
        ...(page.released !== undefined && { released: isLast ? page.released : [] }),
        scores: await score(articles),
        lease: await lease(),
        at: clock.now(),
        conclude: (part) => {
          notifications = notify(part);
          if (!isLast) return { ...nothingToConclude, notifications };
          conclusion = conclude(addPlaced(before, part));
          return { ...keep(conclusion), notifications };
        },
      });
      total = addPlaced(before, placed);
      announced.push(...notifications);
    }
    onConcluded({ ...conclusion, notifications: announced });
    return total;
  };
  return oneAtATime(commit);
}

function oneAtATime(commit: CommitPage): CommitPage {
  let last: Promise<unknown> = Promise.resolve();
  return (page, conclude, notify) => {
    const turn = last.then(() => commit(page, conclude, notify));
    last = turn.catch(() => {});
    return turn;
  };
}
