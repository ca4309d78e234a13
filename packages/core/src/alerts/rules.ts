import type { AlertKind } from '../model/alert.js';
import { authFailed } from './rules/auth-failed.js';
import { collectionFailures } from './rules/collection-failures.js';
import { deliveryFailing } from './rules/delivery-failing.js';
import { noNews } from './rules/no-news.js';
import { quotaLow } from './rules/quota-low.js';
import { slowCollection } from './rules/slow-collection.js';
import { sourceDegraded } from './rules/source-degraded.js';
import { staleData } from './rules/stale-data.js';
import type { AlertRule } from './verdict.js';

/** The rule of every kind. */
export const alertRules = {
  COLLECTION_FAILURES: collectionFailures,
  SOURCE_DEGRADED: sourceDegraded,
  AUTH_FAILED: authFailed,
  STALE_DATA: staleData,
  NO_NEWS: noNews,
  SLOW_COLLECTION: slowCollection,
  DELIVERY_FAILING: deliveryFailing,
  QUOTA_LOW: quotaLow,
} as const satisfies Readonly<Record<AlertKind, AlertRule>>;
