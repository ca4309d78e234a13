export type { ConformanceCase } from './conformance-case.js';
export { type ManualClock, manualClock } from './manual-clock.js';
export { type ScorerCase, scorerCases } from './scorer-cases.js';
export type { ScorerSubject } from './scorer-subject.js';
export {
  candidateItem,
  type ScriptedAnswer,
  type ScriptedSource,
  type ScriptedSourceOptions,
  scriptedSource,
  tickersOf,
} from './scripted-source.js';
