import { IngestError, type Redact, SinkError, toError } from '@ingest/core';
import { networkCause } from '../../http/network-cause.js';

/** What stays the same until somebody changes a password, a right or a limit, by the names that the driver gives. */
const refusals: readonly string[] = [
  'AuthorizationError',
  'UserAuthenticationExpiredError',
  'PermissionViolationError',
];
/** Nobody answered, or no stream was found. */
const noStream: readonly string[] = ['JetStreamNotEnabled', 'StreamNotFoundError'];
/** The message is larger than the server, or the stream, takes. */
const tooLarge = /max_payload|message size exceeds maximum/i;

export interface NatsFailure {
  readonly sink: string;
  readonly servers: readonly string[];
  readonly subject: string;
  readonly redact: Redact;
}

/** What a driver threw as an error of the sink; an error of ours as it is. */
export function toSinkError(thrown: unknown, failure: NatsFailure): IngestError {
  if (IngestError.is(thrown)) return thrown;
  const { sink, servers, subject, redact } = failure;
  const names = namesOf(thrown, 0);
  const where = `${sink}: nats ${servers.join(', ')}:`;
  if (names.some((name) => noStream.includes(name))) {
    const hint = `nats stream add INGEST --subjects "${subject}" --defaults`;
    const problem = redact(`${where} no stream takes ${subject}, or JetStream is off; make one: ${hint}`);
    return new SinkError('SINK_UNAVAILABLE', problem, { sink, hint, cause: thrown });
  }
  const { message } = toError(thrown);
  const isRefused = names.some((name) => refusals.includes(name)) || tooLarge.test(message);
  const problem = redact(`${where} ${networkCause(thrown).words}`);
  return new SinkError(isRefused ? 'SINK_REJECTED' : 'SINK_UNAVAILABLE', problem, { sink, cause: thrown });
}

/** A chain of causes is short; a circular one must not hold us up. */
const deepestCause = 5;

/** Of an error and of what caused it. */
function namesOf(thrown: unknown, depth: number): readonly string[] {
  if (!(thrown instanceof Error) || depth > deepestCause) return [];
  return [thrown.name, ...namesOf(thrown.cause, depth + 1)];
}
