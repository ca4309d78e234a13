import { articleCases } from './article-cases.js';
import { asOfCases } from './as-of-cases.js';
import { commitCases } from './commit-cases.js';
import { eventCases } from './event-cases.js';
import { historyCases } from './history-cases.js';
import { incidentCases } from './incident-cases.js';
import { joiningCases } from './joining-cases.js';
import { leaseCases } from './lease-cases.js';
import { lifecycleCases } from './lifecycle-cases.js';
import { outboxCases } from './outbox-cases.js';
import { outboxUpkeepCases } from './outbox-upkeep-cases.js';
import { readingCases } from './reading-cases.js';
import { registerCases } from './register-cases.js';
import { revisionCases } from './revision-cases.js';
import { scoreCases } from './score-cases.js';
import { sentimentCases } from './sentiment-cases.js';
import { sentimentQueryCases } from './sentiment-query-cases.js';
import { settleCases } from './settle-cases.js';
import { stateCases } from './state-cases.js';
import type { StoreCase } from './subject.js';
import { upkeepCases } from './upkeep-cases.js';

/**
 * What every store has to do. Each case wants a subject of its own:
 * `for (const storeCase of storeCases) test(storeCase.name, () => storeCase.run(makeSubject()))`.
 */
export const storeCases: readonly StoreCase[] = [
  ...lifecycleCases,
  ...articleCases,
  ...joiningCases,
  ...revisionCases,
  ...commitCases,
  ...sentimentCases,
  ...scoreCases,
  ...stateCases,
  ...leaseCases,
  ...registerCases,
  ...outboxCases,
  ...settleCases,
  ...outboxUpkeepCases,
  ...incidentCases,
  ...readingCases,
  ...eventCases,
  ...historyCases,
  ...asOfCases,
  ...sentimentQueryCases,
  ...upkeepCases,
];
