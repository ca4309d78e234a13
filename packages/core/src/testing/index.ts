export { type ConformanceCase } from './conformance-case.js';
export { type ManualClock, manualClock } from './manual-clock.js';
