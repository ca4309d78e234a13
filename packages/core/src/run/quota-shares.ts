import type { QuotaShare } from '../resilience/quota.js';
import { isRolling } from '../resilience/quota-windows.js';

/** What a back-fill leaves to fresh reading: 30 % of every quota window. */
export const shareOfOldNews: QuotaShare = () => 0.7;

/** A gap is read when fresh reading is done: what is left of a short window is nobody else's, that of a long one is. */
export const shareOfGaps: QuotaShare = (window) => (isRolling(window) ? 1 : shareOfOldNews(window));
