export { reopening } from './reopening.js';
export { storeCases } from './store-cases.js';
export type { StoreCase, StoreSubject } from './subject.js';
export { transferCases } from './transfer-cases.js';
