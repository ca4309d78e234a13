import type { OutboxStore, SinkQueue } from '../contracts/outbox.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { Sink } from '../contracts/sink.js';
import { type DisabledSink, disabledSinks } from '../delivery/disabled-sink.js';

export interface SinksToLookAt {
  readonly outbox: Pick<OutboxStore, 'list'>;
  readonly registers: RegisterStore;
  readonly queues: readonly SinkQueue[];
  /** Those of the run. */
  readonly sinks: readonly Sink[];
}

/** What nobody will deliver unless somebody does something: to sinks that are configured no more, disabled, or were given up. */
export async function sinkWarnings({ outbox, registers, queues, sinks }: SinksToLookAt): Promise<readonly string[]> {
  const isOfRun = (sink: string) => sinks.some(({ name }) => name === sink);
  const disabled = (await disabledSinks(registers)).filter(({ sink }) => isOfRun(sink));
  const warnings = [...waitingForNobody(queues, isOfRun), ...disabled.map((one) => isDisabled(one, queues))];
  for (const { sink, counts } of queues)
    if (counts.dead > 0 && isOfRun(sink) && !disabled.some((one) => one.sink === sink))
      warnings.push(wereGivenUp(sink, counts.dead, await lastErrorOf(outbox, sink)));
  return warnings;
}

/** A delivery whose sink is gone from the configuration is never tried, so it never fails: without a word it would wait for ever. */
function waitingForNobody(queues: readonly SinkQueue[], isOfRun: (sink: string) => boolean): readonly string[] {
  return queues
    .filter(({ sink, counts }) => counts.pending > 0 && !isOfRun(sink))
    .map(({ sink, counts: { pending } }) => {
      const waiting = pending === 1 ? '1 delivery waits' : `${pending} deliveries wait`;
      const what = pending === 1 ? 'it' : 'them';
      return `${waiting} for ${sink}, which is not among the sinks of this run: configure it again, or give ${what} up with ingest deliveries drop --sink ${sink}`;
    });
}

function isDisabled({ sink, reason }: DisabledSink, queues: readonly SinkQueue[]): string {
  const dead = queues.find((queue) => queue.sink === sink)?.counts.dead ?? 0;
  const given = dead === 0 ? '' : `, ${deliveries(dead)} given up`;
  return `${sink} is disabled and sent nothing (${reason})${given}: take it out of the configuration; if it is back, ingest deliveries retry --sink ${sink}`;
}

function wereGivenUp(sink: string, dead: number, error: string | null): string {
  const why = error === null ? '' : ` (${error})`;
  return `${deliveries(dead)} to ${sink} given up${why}: send what is dead once more with ingest deliveries retry --sink ${sink}, or let go of it with ingest deliveries drop --sink ${sink}`;
}

async function lastErrorOf(outbox: Pick<OutboxStore, 'list'>, sink: string): Promise<string | null> {
  for await (const { lastError } of outbox.list({ sink, states: ['dead'], limit: 1 })) return lastError;
  return null;
}

function deliveries(count: number): string {
  return count === 1 ? '1 delivery' : `${count} deliveries`;
}
