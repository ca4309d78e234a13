import { DAY_MS } from '@ingest/core';

/** How long events, quarantine, settled deliveries and resolved incidents are kept (SPEC section 3). */
export const keptMs = 30 * DAY_MS;
