import { handoverCases } from './handover-cases.js';
import type { SinkCase } from './subject.js';
import { troubleCases } from './trouble-cases.js';

/**
 * What every sink has to do. Each case wants a subject of its own; one whose receiver cannot be made to do what the case needs is
 * left out by `missingTrouble(sinkCase, subject)`:
 * `for (const sinkCase of sinkCases) test(sinkCase.name, () => sinkCase.run(makeSubject()))`.
 */
export const sinkCases: readonly SinkCase[] = [...handoverCases, ...troubleCases];
