import * as z from 'zod';
import { instant, storyKey } from './primitives.js';
import { ticker } from './ticker.js';

/** What downstream systems are told: one for each commit that stored something new. */
export const newDataNotification = z
  .object({
    eventId: z.string().describe('Stays the same however often it is delivered: the receiver’s key against repeats.'),
    eventType: z.literal('NEW_MARKET_DATA'),
    timestamp: instant.describe('When the data was committed.'),
    runId: z.string(),
    source: z.string(),
    isFailover: z.boolean(),
    itemCount: z.int().min(1).describe('How many new stories.'),
    tickers: z.array(ticker).describe('The tickers of the new stories.'),
    dateRange: z.object({ start: instant, end: instant }).describe('First and last publication of the new stories.'),
    collectionEventId: z.string(),
    storyKeys: z.array(storyKey).min(1).describe('Each key is announced by one event only.'),
  })
  .describe('New stories are in the store.');
export type NewDataNotification = z.infer<typeof newDataNotification>;
