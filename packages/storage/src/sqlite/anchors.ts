import {
  type Anchor,
  type LookupPlace,
  mayBeOneWordApart,
  mostAtOnePlace,
  prepareArticle,
  type StoryArticle,
  type StoryKey,
} from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';

export interface StoredAnchor extends Anchor {
  readonly storyId: number;
}

/** As many as some pages of a busy day look at again and again, in a few megabytes. */
const mostKept = 4_000;

/**
 * Reads anchors by the places where they are filed. What an anchor said first never changes, so each is read and prepared
 * once, as long as it is among the last that were looked at. One that was pruned is filed nowhere, and so not looked at.
 */
export class AnchorReader {
  private readonly statements: ReturnType<typeof statementsOf>;
  private readonly kept = new Map<number, StoredAnchor>();
  private readonly most: number;

  constructor(client: SqliteClient, most = mostKept) {
    this.most = most;
    this.statements = statementsOf(client);
  }

  at(places: readonly LookupPlace[]): readonly StoredAnchor[] {
    const ids = new Set<number>();
    for (const { day, key, oneWordFrom } of places)
      for (const [id, wordSums] of this.statements.filed.all(day, key) as [number, number][])
        if (oneWordFrom === null || mayBeOneWordApart(oneWordFrom, wordSums)) ids.add(id);
    return [...ids].flatMap((id) => this.read(id) ?? []);
  }

  private read(storyId: number): StoredAnchor | null {
    const before = this.kept.get(storyId);
    if (before !== undefined) return this.keep(before);
    const row = this.statements.anchor.get(storyId) as (StoryArticle & { storyKey: string }) | undefined;
    if (row === undefined) return null;
    return this.keep({ storyId, storyKey: row.storyKey as StoryKey, prepared: prepareArticle(row) });
  }

  /** As the one that was looked at last. */
  private keep(anchor: StoredAnchor): StoredAnchor {
    this.kept.delete(anchor.storyId);
    const [oldest] = this.kept.size < this.most ? [] : this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(anchor.storyId, anchor);
    return anchor;
  }
}

/** The one reader of a client. */
export const anchorsOf = preparedOnce((client) => new AnchorReader(client));

const statementsOf = preparedOnce((client) => ({
  filed: client
    .prepare(
      `SELECT story_id, word_sums FROM lookups WHERE day = ? AND key = ? ORDER BY story_id LIMIT ${mostAtOnePlace}`,
    )
    .raw(),
  // The first article of a story as it came then: what it was matched by does not change when its text does.
  anchor: client.prepare(`
    SELECT lower(hex(stories.story_key)) AS storyKey,
      coalesce((SELECT headline FROM revisions WHERE article_id = articles.id ORDER BY id LIMIT 1),
        articles.headline, stories.headline) AS headline,
      articles.published_at AS publishedAt, articles.source, articles.source_id AS sourceId,
      iif(articles.headline IS NULL, stories.url, articles.url) AS url
    FROM articles JOIN stories ON stories.id = articles.story_id
    WHERE articles.story_id = ? AND stories.headline IS NOT NULL ORDER BY articles.id LIMIT 1`),
}));
