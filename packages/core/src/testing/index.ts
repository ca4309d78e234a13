export type { ConformanceCase } from './conformance-case.js';
export { type ManualClock, manualClock } from './manual-clock.js';
export {
  candidateItem,
  type ScriptedAnswer,
  type ScriptedSource,
  type ScriptedSourceOptions,
  scriptedSource,
  tickersOf,
} from './scripted-source.js';
