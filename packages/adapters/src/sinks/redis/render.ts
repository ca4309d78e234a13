import type { Message } from '@ingest/core';
import { toCloudEvent } from '../envelope.js';
import type { ResolvedRedisOptions } from './options.js';

/** The command that appends a message: its id and type as fields of their own, so that a reader need not parse what it skips. */
export function render(
  message: Message,
  { stream, maxLen }: Pick<ResolvedRedisOptions, 'stream' | 'maxLen'>,
): readonly string[] {
  // About: an exact length costs Redis work with each message.
  const trim = maxLen === null ? [] : ['MAXLEN', '~', String(maxLen)];
  const event = toCloudEvent(message);
  return ['XADD', stream, ...trim, '*', 'id', event.id, 'type', event.type, 'data', JSON.stringify(event)];
}
