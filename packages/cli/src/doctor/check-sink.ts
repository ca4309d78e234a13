import { type DisabledSink, dispositionOf, IngestError, type Sink, type SinkQueue } from '@ingest/core';
import { count } from '../render/time.js';
import type { Finding } from './finding.js';

export interface SinkCheck {
  readonly sink: Sink;
  /** What the store holds for it; undefined when it never had a delivery. */
  readonly queue: SinkQueue | undefined;
  /** Undefined while it is enabled. */
  readonly disabled: DisabledSink | undefined;
  readonly signal: AbortSignal;
}

/** Looks at a sink without sending it anything: whether it is enabled and could be reached, and what waits for it. */
export async function checkSink(check: SinkCheck): Promise<Finding> {
  const { sink, disabled, signal } = check;
  const base = { check: sink.name, area: 'sink' } as const;
  const retry = `ingest deliveries retry --sink ${sink.name}`;
  if (disabled !== undefined)
    return {
      ...base,
      level: 'problem',
      text: `disabled: ${disabled.reason}`,
      advice: `take it out of the configuration; if it is back: ${retry}`,
    };
  try {
    await sink.check?.({ signal });
  } catch (error) {
    if (signal.aborted) return { ...base, level: 'warning', text: 'stopped before it had answered' };
    if (!IngestError.is(error)) throw error;
    return {
      ...base,
      level: 'problem',
      text: `${error.code}: ${error.message}${waiting(check)}`,
      advice: error.hint ?? dispositionOf(error.code).remedy,
    };
  }
  const dead = check.queue?.counts.dead ?? 0;
  const found = sink.check === undefined ? 'not looked at before it delivers' : 'can be reached, nothing was sent';
  if (dead === 0) return { ...base, level: 'ok', text: `${found}${waiting(check)}` };
  return {
    ...base,
    level: 'warning',
    text: `${found}${waiting(check)}`,
    advice: `send what was given up once more: ${retry}`,
  };
}

function waiting({ queue }: SinkCheck): string {
  const { pending = 0, dead = 0 } = queue?.counts ?? {};
  const parts = [
    ...(pending === 0 ? [] : [`${count(pending, 'delivery', 'deliveries')} waiting`]),
    ...(dead === 0 ? [] : [`${count(dead, 'delivery', 'deliveries')} given up`]),
  ];
  return parts.map((part) => `, ${part}`).join('');
}
