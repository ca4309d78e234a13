import { DAY_MS } from '../time/instant.js';

/** How long events, quarantine, settled deliveries and resolved incidents are kept, in milliseconds (SPEC section 3). */
export const keptMs = 30 * DAY_MS;
