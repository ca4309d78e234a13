import { IngestError, type Redact, SinkError, toError } from '@ingest/core';
import { networkCause } from '../../http/network-cause.js';

/** Answers that stay the same until somebody changes a key, a password or a right. */
const refusals: readonly string[] = ['WRONGTYPE', 'NOAUTH', 'WRONGPASS', 'NOPERM'];

export interface RedisFailure {
  readonly sink: string;
  /** Host and port. */
  readonly server: string;
  readonly redact: Redact;
}

/** What a client threw as an error of the sink; an error of ours as it is. */
export function toSinkError(thrown: unknown, { sink, server, redact }: RedisFailure): IngestError {
  if (IngestError.is(thrown)) return thrown;
  const { message } = toError(thrown);
  const [, answered] = /^([A-Z]+) /.exec(message) ?? [];
  const words = answered === undefined ? networkCause(thrown).words : `answered ${message}`;
  const code = answered !== undefined && refusals.includes(answered) ? 'SINK_REJECTED' : 'SINK_UNAVAILABLE';
  return new SinkError(code, redact(`${sink}: redis ${server}: ${words}`), { sink, cause: thrown });
}
