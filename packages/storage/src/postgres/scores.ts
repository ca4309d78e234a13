import type { StoryScore } from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

/** What scorers said of the stories in these rows, by those, in the order in which it was stored. */
export async function scoresOf(
  session: Session,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly StoryScore[]>> {
  const rows = groupBy(await session.rows<ScoreRow>(statementsOf(session).scores, [ids]), ({ storyId }) => storyId);
  return new Map([...rows].map(([id, given]) => [id, given.map(({ storyId: _, ...score }) => score)]));
}

interface ScoreRow extends StoryScore {
  readonly storyId: number;
}

const statementsOf = inSchema((at) => ({
  scores: `
    SELECT story_id AS "storyId", model, at, opinion, is_preferred AS "isPreferred" FROM ${at}scores
    WHERE story_id = ANY ($1::bigint[]) ORDER BY id`,
}));
