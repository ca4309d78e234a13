import { expect } from 'vitest';
import type { AwsWorld } from './aws-world.js';
import { storiesIn } from './stories.js';

/**
 * So many stories are in the table, and each was announced under one id. A message may come twice under its id: by that its receiver
 * knows it again.
 */
export async function expectEachOnce(world: AwsWorld, count: number): Promise<void> {
  const stories = await storiesIn(world);
  const byId = new Map(world.messaging.news().map(({ event }) => [event.id, event.data.storyKeys ?? []]));
  const announced = [...byId.values()].flat();
  expect([stories.length, announced.length, new Set(announced).size]).toEqual([count, count, count]);
}
