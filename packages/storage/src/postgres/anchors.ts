import {
  type Anchor,
  type LookupPlace,
  mayBeOneWordApart,
  mostAtOnePlace,
  prepareArticle,
  type StoryArticle,
  type StoryKey,
} from '@ingest/core';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

export interface StoredAnchor extends Anchor {
  readonly storyId: number;
}

/** As many as some pages of a busy day look at again and again, in a few megabytes. */
const mostKept = 4_000;

/**
 * Anchors by their stories. What an anchor said first never changes, so each is read and prepared once, as long as it is among
 * the last that were looked at. One that was pruned is filed nowhere, and so not looked at.
 */
export class AnchorCache {
  private readonly kept = new Map<number, StoredAnchor>();
  private readonly most: number;

  constructor(most = mostKept) {
    this.most = most;
  }

  /** The anchors of stories, by story; those that are kept are not read. */
  async read(session: Session, storyIds: Iterable<number>): Promise<ReadonlyMap<number, StoredAnchor>> {
    const anchors = new Map<number, StoredAnchor>();
    const missing: number[] = [];
    for (const id of new Set(storyIds)) {
      const before = this.kept.get(id);
      if (before === undefined) missing.push(id);
      else {
        anchors.set(id, before);
        this.keep(before);
      }
    }
    if (missing.length === 0) return anchors;
    for (const row of await session.rows<AnchorRow>(statementsOf(session).anchors, [missing])) {
      const anchor = { storyId: row.storyId, storyKey: row.storyKey, prepared: prepareArticle(row) };
      anchors.set(row.storyId, anchor);
      this.keep(anchor);
    }
    return anchors;
  }

  /** As the one that was looked at last. */
  private keep(anchor: StoredAnchor): void {
    this.kept.delete(anchor.storyId);
    const [oldest] = this.kept.size < this.most ? [] : this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(anchor.storyId, anchor);
  }
}

interface AnchorRow extends StoryArticle {
  readonly storyId: number;
  readonly storyKey: StoryKey;
}

/** A story that is filed at a place. */
export interface FiledStory {
  readonly storyId: number;
  readonly wordSums: number;
}

/** Whether the anchor of a story that is filed at a place may match: what may not is not read. */
export function mayMatch({ oneWordFrom }: LookupPlace, { wordSums }: FiledStory): boolean {
  return oneWordFrom === null || mayBeOneWordApart(oneWordFrom, wordSums);
}

/** SQL of the stories that are filed at the places of `asked(at, day, key)`, each with the number of its place. */
export function filedAt(at: string): string {
  return `SELECT asked.at, filed.story_id, filed.word_sums FROM asked CROSS JOIN LATERAL (
    SELECT story_id, word_sums FROM ${at}lookups WHERE day = asked.day AND key = asked.key ORDER BY story_id LIMIT ${mostAtOnePlace}
  ) AS filed`;
}

/** The stories that are filed at any of these places. */
export async function filedStories(session: Session, places: readonly LookupPlace[]): Promise<readonly number[]> {
  const values = [places.map((_, at) => at), places.map(({ day }) => day), places.map(({ key }) => key)];
  const rows = await session.rows<FiledStory & { at: number }>(statementsOf(session).filed, values);
  const near = rows.filter((row) => mayMatch(places[row.at] as LookupPlace, row));
  return [...new Set(near.map(({ storyId }) => storyId))];
}

const statementsOf = inSchema((at) => ({
  filed: `
    WITH asked AS (SELECT * FROM unnest($1::int[], $2::int[], $3::bigint[]) AS asked(at, day, key))
    SELECT filed.at, filed.story_id AS "storyId", filed.word_sums AS "wordSums" FROM (${filedAt(at)}) AS filed`,
  // The first article of a story as it came then: what it was matched by does not change when its text does.
  anchors: `
    SELECT stories.id AS "storyId", stories.story_key AS "storyKey",
      coalesce((SELECT headline FROM ${at}revisions WHERE article_id = first.id ORDER BY id LIMIT 1),
        first.headline, stories.headline) AS headline,
      first.published_at AS "publishedAt", first.source, first.source_id AS "sourceId",
      CASE WHEN first.headline IS NULL THEN stories.url ELSE first.url END AS url
    FROM unnest($1::bigint[]) AS asked(id) JOIN ${at}stories AS stories ON stories.id = asked.id
    CROSS JOIN LATERAL (
      SELECT * FROM ${at}articles WHERE story_id = stories.id ORDER BY id LIMIT 1
    ) AS first
    WHERE stories.headline IS NOT NULL`,
}));
