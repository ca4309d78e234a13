import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Two real headlines, and what a reader says of them. */
export interface LabelledPair {
  readonly id: string;
  readonly label: 'dup' | 'related' | 'distinct';
  /** In what way the two differ. */
  readonly kind: string;
  readonly a: LabelledArticle;
  readonly b: LabelledArticle;
}

export interface LabelledArticle {
  readonly title: string;
  readonly publishedAt: string;
  readonly source: string;
}

/** The folder of recordings that tests may read; the sample lies beside it. */
const recordings =
  process.env.INGEST_RECORDINGS ?? fileURLToPath(new URL('../../../../../shared/recordings', import.meta.url));
const sample = `${recordings}/../near-duplicates-sample.jsonl`;

/** Null where the sample is not at hand. */
export function labelledPairs(): readonly LabelledPair[] | null {
  if (!existsSync(sample)) return null;
  return readFileSync(sample, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledPair);
}
