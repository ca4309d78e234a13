import { sourceAggregateCases } from './source-aggregate-cases.js';
import { sourceFactCases } from './source-fact-cases.js';
import { sourceFailureCases } from './source-failure-cases.js';
import { sourceMemoryCases } from './source-memory-cases.js';
import { sourcePageCases } from './source-page-cases.js';
import { sourceSentimentCases } from './source-sentiment-cases.js';
import type { SourceCase } from './source-subject.js';

/**
 * What every source has to do. No case opens a socket: the source speaks through a fetch that the case hands it. A case about
 * what a source says that it has not is left out by `missingFeature(sourceCase, subject)`, and is to be reported as skipped:
 * `for (const sourceCase of sourceCases) test(sourceCase.name, () => sourceCase.run(subject))`.
 */
export const sourceCases: readonly SourceCase[] = [
  ...sourceFactCases,
  ...sourcePageCases,
  ...sourceSentimentCases,
  ...sourceAggregateCases,
  ...sourceMemoryCases,
  ...sourceFailureCases,
];
