import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What a careful reader says a headline is for the owners of the company it is about. */
export const headlineLabels = ['positive', 'neutral', 'negative'] as const;

/** What a headline tells, or by what it may mislead; the README beside the files says more of each. */
export const headlineFamilies = [
  'earnings',
  'guidance',
  'direction-subject',
  'negation',
  'less-than-feared',
  'loss-narrows-widens',
  'costs-against-profits',
  'legal',
  'analyst-actions',
  'deals',
  'dividends-and-buybacks',
  'product-and-regulatory',
  'people',
  'numbers-without-direction',
  'two-companies',
  'questions',
  'previews-and-calendar',
  'how-to-and-opinion',
  'price-moves',
  'plain-neutral',
  'figurative',
] as const;

const labelledHeadlineSchema = z.strictObject({
  headline: z.string(),
  label: z.enum(headlineLabels),
  family: z.enum(headlineFamilies),
});

export type LabelledHeadline = Readonly<z.infer<typeof labelledHeadlineSchema>>;

/**
 * The headlines of our own that a scorer is worked on with (`tuning`) or judged by (`held-out`). A line of another shape
 * throws and is quoted.
 */
export function labelledHeadlines(half: 'tuning' | 'held-out'): readonly LabelledHeadline[] {
  const file = new URL(`../sentiment/headlines/${half}.jsonl`, import.meta.url);
  return readFileSync(file, 'utf8').trimEnd().split('\n').map(readLine);
}

function readLine(line: string): LabelledHeadline {
  try {
    return labelledHeadlineSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new TypeError(`This line is not a labelled headline: ${line}`, { cause });
  }
}
