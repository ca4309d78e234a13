import type { Clock, ReadStore } from '@ingest/core';
import type { Prometheus } from '../../metrics/prometheus.js';
import type { Status } from '../../status/status.js';
import { type Answer, type Asked, errorAnswer, failureAnswer, jsonAnswer } from './answer.js';
import { inTime } from './in-time.js';
import { itemsAnswer } from './items.js';
import type { Pulse } from './pulse.js';
import { readiness, storeAnswersWithinMs } from './readiness.js';

/** What the routes show. */
export interface Shown {
  readonly clock: Clock;
  readonly pulse: Pick<Pulse, 'silentMs'>;
  readonly metrics: Pick<Prometheus, 'render' | 'contentType'>;
  readonly reading: Pick<ReadStore, 'items'>;
  /** Rejects when the store does. */
  readonly status: () => Promise<Status>;
}

export type Handle = (asked: Asked) => Promise<Answer>;

/** How long the loop may be silent, in milliseconds; it looks at the clock four times a minute. */
export const longestSilenceMs = 120_000;

export function routesOf(shown: Shown): Handle {
  const { clock, pulse, metrics, reading } = shown;
  const status = oneAtATime(shown.status);
  const routes = new Map<string, Handle>([
    [
      '/healthz',
      async () => {
        const silentMs = Math.round(pulse.silentMs());
        const alive = silentMs <= longestSilenceMs;
        return jsonAnswer(alive ? 200 : 503, { alive, silentMs });
      },
    ],
    [
      '/readyz',
      async () => {
        const found = await readiness(status, clock);
        return jsonAnswer(found.ready ? 200 : 503, found);
      },
    ],
    [
      '/metrics',
      async () => ({
        status: 200,
        type: metrics.contentType,
        // A store that hangs or fails keeps nobody from the rest.
        body: await metrics.render(await inTime(status(), storeAnswersWithinMs, clock, () => null).catch(() => null)),
      }),
    ],
    ['/api/status', async () => jsonAnswer(200, await status())],
    ['/api/items', ({ query }) => itemsAnswer(reading, query, clock.now())],
  ]);
  return async (asked) => {
    const route = routes.get(asked.path);
    if (route === undefined)
      return errorAnswer(404, { code: 'NOT_FOUND', message: `known: ${[...routes.keys()].join(', ')}` });
    try {
      return await route(asked);
    } catch (error) {
      return failureAnswer(error);
    }
  };
}

/** However many ask at once, the store is read once for all of them. */
function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let current: Promise<T> | null = null;
  return () => {
    current ??= work().finally(() => {
      current = null;
    });
    return current;
  };
}
