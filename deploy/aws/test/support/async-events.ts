import { type AwsWorld, type Deployed, minute } from './aws-world.js';
import type { Invoked } from './function-process.js';

/** Lambda tries an event again after one minute, and after two more. */
const pauses = [minute, 2 * minute];

interface Waiting {
  readonly at: number;
  readonly event: unknown;
  readonly requestId: string;
  readonly tries: number;
}

/** Lambda's queue between EventBridge Scheduler and a function: what fails comes again, the same event under the same id. */
export function asyncEvents(world: Pick<AwsWorld, 'setClock'>, scheduler: Pick<Deployed, 'invoke'>) {
  let waiting: Waiting[] = [];
  const givenUp: string[] = [];

  async function hand({ event, requestId, tries, at }: Waiting): Promise<Invoked> {
    const invoked = await scheduler.invoke(event, { requestId });
    const pause = pauses[tries];
    if (invoked.error === null) return invoked;
    if (pause === undefined) givenUp.push(requestId);
    else waiting.push({ event, requestId, at: at + pause, tries: tries + 1 });
    return invoked;
  }

  return {
    /** The events that failed for good, by the id of their request. */
    givenUp,
    /** All that happens at the tick of a minute: what has failed before comes again, then the tick. */
    async tick(at: number): Promise<readonly Invoked[]> {
      world.setClock(at);
      const due = waiting.filter((one) => one.at <= at);
      waiting = waiting.filter((one) => one.at > at);
      const event = { scheduledAt: new Date(at).toISOString() };
      const invoked: Invoked[] = [];
      for (const one of [...due, { event, requestId: crypto.randomUUID(), tries: 0, at }])
        invoked.push(await hand({ ...one, at }));
      return invoked;
    },
  };
}
