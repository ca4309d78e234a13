import { fromIso, IngestError, type Job, systemClock, toIso } from '@ingest/core';
import * as z from 'zod';
import { readEnvironment } from './environment.js';
import { functionHandler } from './function-handler.js';
import { keepApp } from './kept-app.js';
import type { AskParameters } from './parameters.js';
import { tick } from './tick/tick.js';

const clock = systemClock();
// The clients of AWS are loaded where they are needed: that is most of the time a start takes.
const ask: AskParameters = async (names) => (await import('./ask-parameters.js')).askParameters(names);
const kept = keepApp({ environment: () => readEnvironment('scheduler'), ask, clock });
// Lambda gives a function more of a processor while it starts than while it works.
await kept.warm();

/** What EventBridge Scheduler sends: the input of the schedule, `{"scheduledAt":"<aws.scheduler.scheduled-time>"}`. By hand: nothing. */
const tickEvent = z.object({ scheduledAt: z.iso.datetime({ offset: true }).optional() });

/** Makes the run that is due; see {@link tick}. */
export const handler = functionHandler(
  { kept, clock, writesHeartbeat: true },
  ({ app, environment, event, remainingMs }) => {
    const { INGEST_QUEUE_URL: url, INGEST_TICKERS_PER_SHARE: tickersPerShare } = environment.variables;
    const send = async (jobs: readonly Job[]) => (await import('./queue/send-shares.js')).sendShares(url ?? '', jobs);
    const queue = url === undefined ? null : { tickersPerShare, send };
    return tick({ app, scheduledAt: scheduledAt(event), queue, remainingMs });
  },
);

function scheduledAt(event: unknown): number {
  const read = tickEvent.safeParse(event ?? {});
  if (!read.success)
    throw new IngestError('CONFIG_INVALID', 'scheduledAt of the event is no instant', {
      hint: 'the input of the schedule has to be {"scheduledAt":"<aws.scheduler.scheduled-time>"}',
    });
  return fromIso(read.data.scheduledAt ?? toIso(clock.now()));
}
