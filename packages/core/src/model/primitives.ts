import * as z from 'zod';

/** The lengths that the model allows; longer text is cut, never refused. */
export const limits = {
  headline: 500,
  description: 5000,
  url: 2048,
  errorMessage: 1000,
  /** Tags and publishers are names, not texts. */
  name: 200,
  /** Raw JSON of a rejected item. */
  quarantinedBytes: 16_384,
} as const;

export const instant = z.iso.datetime({ precision: 3 }).describe('ISO-8601 in UTC with milliseconds and `Z`.');

export const storyKey = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .describe('Identity of a story: 32 hex characters.');
/** Identity of a story. */
export type StoryKey = string & { readonly __brand: 'StoryKey' };

/** Identity of an article whose source gives no id. */
export type DedupKey = string & { readonly __brand: 'DedupKey' };

/** `http` or `https` only, so that a reader can open it without harm. */
export const webUrl = z
  .string()
  .max(limits.url)
  .regex(/^https?:\/\/\S+$/i)
  .describe('An http or https url.');
