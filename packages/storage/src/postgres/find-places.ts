import {
  dayNumber,
  type IdentifiedArticle,
  type Join,
  joinOf,
  type LookupPlace,
  lookupPlaces,
  type StoryKey,
} from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { type AnchorCache, type FiledStory, filedAt, mayMatch } from './anchors.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { toBytes } from './values.js';

/** Where unknown articles belong. */
export interface FoundPlaces {
  /** The rows of stories by the keys that lead to them, an article's own or that of a story that one joins. */
  readonly storyIds: Map<StoryKey, number>;
  /** See `Known.joins` of core. */
  readonly joins: ReadonlyMap<StoryKey, Join>;
}

/** An article belongs to the story of its key; where that leads nowhere, to one whose anchor it matches; else to none yet. */
export async function findPlaces(
  session: Session,
  anchors: AnchorCache,
  unknown: readonly IdentifiedArticle[],
): Promise<FoundPlaces> {
  const storyIds = new Map<StoryKey, number>();
  const joins = new Map<StoryKey, Join>();
  if (unknown.length === 0) return { storyIds, joins };
  const keys = new Numbered<IdentifiedArticle>(({ storyKey }) => storyKey);
  const places = new Numbered<LookupPlace>(({ day, key }) => `${day} ${key}`);
  const asked = unknown.map((article) => {
    keys.numberOf(article);
    return { article, at: lookupPlaces(article.prepared).map((place) => ({ place, number: places.numberOf(place) })) };
  });
  const rows = await session.rows<PlaceRow>(statementsOf(session).places, [
    keys.values.map((_, at) => at),
    // A key is a hash over the article's UTC day too, so it can only stand under that day.
    keys.values.map(({ article }) => dayNumber(article.publishedAt)),
    keys.values.map(({ storyKey }) => toBytes(storyKey)),
    places.values.map((_, at) => at),
    places.values.map(({ day }) => day),
    places.values.map(({ key }) => key),
  ]);
  for (const { at, storyId, isFiled } of rows) {
    const key = isFiled ? undefined : keys.values[at]?.storyKey;
    if (key !== undefined) storyIds.set(key, storyId);
  }
  const filed = groupBy(
    rows.filter(({ isFiled }) => isFiled),
    ({ at }) => at,
  );
  const apart = asked
    .filter(({ article }) => !storyIds.has(article.storyKey))
    .map(({ article, at }) => ({
      article,
      near: new Set(
        at.flatMap(({ place, number }) => {
          const here = filed.get(number)?.filter((row) => mayMatch(place, row));
          return here?.map(({ storyId }) => storyId) ?? [];
        }),
      ),
    }));
  const read = await anchors.read(
    session,
    apart.flatMap(({ near }) => [...near]),
  );
  for (const { article, near } of apart) {
    const { storyKey, prepared } = article;
    if (storyIds.has(storyKey) || joins.has(storyKey)) continue;
    const candidates = [...near].flatMap((id) => read.get(id) ?? []);
    const join = joinOf(prepared, candidates);
    const anchor = candidates.find((one) => one.storyKey === join?.storyKey);
    if (join === null || anchor === undefined) continue;
    joins.set(storyKey, join);
    storyIds.set(join.storyKey, anchor.storyId);
  }
  return { storyIds, joins };
}

interface PlaceRow extends FiledStory {
  /** The number of the key, or of the lookup place, that was asked for. */
  readonly at: number;
  readonly isFiled: boolean;
}

/** Different things in the order in which they came, each with its number. */
class Numbered<Thing> {
  readonly values: Thing[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly nameOf: (thing: Thing) => string;

  constructor(nameOf: (thing: Thing) => string) {
    this.nameOf = nameOf;
  }

  numberOf(thing: Thing): number {
    const name = this.nameOf(thing);
    const before = this.numbers.get(name);
    if (before !== undefined) return before;
    this.numbers.set(name, this.values.length);
    return this.values.push(thing) - 1;
  }
}

const statementsOf = inSchema((at) => ({
  places: `
    SELECT asked.at, known_keys.story_id AS "storyId", 0 AS "wordSums", false AS "isFiled"
    FROM unnest($1::int[], $2::int[], $3::bytea[]) AS asked(at, day, key)
    JOIN ${at}known_keys AS known_keys ON known_keys.day = asked.day AND known_keys.key = asked.key
    UNION ALL
    SELECT filed.at, filed.story_id, filed.word_sums, true FROM (
      WITH asked AS (SELECT * FROM unnest($4::int[], $5::int[], $6::bigint[]) AS asked(at, day, key))
      ${filedAt(at)}
    ) AS filed`,
}));
