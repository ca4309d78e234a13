import { cleanText, IngestError, type Redact, SinkError, toError } from '@ingest/core';
import { laterStatuses } from '../../http/later-statuses.js';
import { networkCause } from '../../http/network-cause.js';

/** Refusals that pass by themselves: SNS is asked less often, the SDK fetches a new token, or has learned what time it is. */
const passing = /thrott|^(?:ExpiredToken|RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)/i;
/** Who signs may not do this. */
const notAllowed = /^(?:AuthorizationError|AccessDenied)/;
/** How much of an answer a message quotes, in characters. */
const longestQuote = 300;

export interface SnsFailure {
  readonly sink: string;
  readonly topic: string;
  /** The right that was needed: `sns:Publish`. */
  readonly action: string;
  readonly redact: Redact;
}

/** What the SDK threw as an error of the sink; an error of ours as it is. */
export function toSinkError(thrown: unknown, failure: SnsFailure): IngestError {
  if (IngestError.is(thrown)) return thrown;
  const { sink, topic, action, redact } = failure;
  const { name, message } = toError(thrown);
  const where = `${sink}: ${topic}:`;
  const status = statusOf(thrown);
  if (status === undefined) {
    const hint = name === 'CredentialsProviderError' ? { hint: credentialsHint } : {};
    const problem = redact(`${where} ${networkCause(thrown).words}`);
    return new SinkError('SINK_UNAVAILABLE', problem, { sink, cause: thrown, ...hint });
  }
  // The lines behind the first repeat the request, with the token in it; so might a cause.
  const [first = ''] = message.split('\n');
  const said = cleanText(redact(`${name}${first === '' ? '' : `: ${first}`}`), longestQuote) ?? '';
  const problem = `${where} answered ${status} ${said}`;
  const isFinal = status >= 400 && status < 500 && !laterStatuses.includes(status) && !passing.test(name);
  const hint = notAllowed.test(name) ? { hint: `allow ${action} on ${topic} to whoever signs` } : {};
  return new SinkError(isFinal ? 'SINK_REJECTED' : 'SINK_UNAVAILABLE', problem, { sink, status, ...hint });
}

const credentialsHint =
  'give AWS credentials in the environment, a profile or a role, as for any program of AWS: aws sts get-caller-identity';

/** Of the answer, where there was one. The SDK hangs it on whatever it throws, also where it could not read the answer. */
function statusOf(thrown: unknown): number | undefined {
  const { $metadata, $response } = Object(thrown) as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly statusCode?: number };
  };
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}
