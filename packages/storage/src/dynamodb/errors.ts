import { type ErrorCode, IngestError } from '@ingest/core';

/** Names that the SDK gives to what passes by itself; see "Error handling with DynamoDB" in its developer guide. */
const passing =
  /^(ProvisionedThroughputExceededException|ThrottlingException|Throttling(Error)?|RequestLimitExceeded|InternalServerError|ServiceUnavailable|TransactionInProgressException|TimeoutError|NetworkingError|LimitExceededException)$/;

/** The way to the service is gone for now, as Node says it. */
const lostNetwork =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOST(UNREACH|DOWN)|ENET(UNREACH|DOWN|RESET)|EAI_AGAIN|ENOTFOUND|EPROTO)$/;

/** Whether the same request may succeed when it is sent again. */
export function isPassing(thrown: unknown): boolean {
  const { name, code, status } = factsOf(thrown);
  return passing.test(name) || lostNetwork.test(code) || status >= 500;
}

export function isMissingTable(thrown: unknown): boolean {
  return factsOf(thrown).name === 'ResourceNotFoundException';
}

export function isDenied(thrown: unknown): boolean {
  return factsOf(thrown).name === 'AccessDeniedException';
}

/** Whether the rows of the table are found by another key than those of a store. */
export function isOtherKey(thrown: unknown): boolean {
  return factsOf(thrown).name === 'ValidationException' && /key|schema/i.test(String((thrown as Error).message));
}

/** A commit that others made is to be seen in one row and not yet in another: what is read now may not be all. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';
}

/** Others were faster for longer than anyone waits. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

type Meaning = readonly [code: ErrorCode, hint: string];

const meanings: readonly (readonly [RegExp, ...Meaning])[] = [
  [/^Overtaken$/, 'STORE_BUSY', 'many processes write to this table at once: let some finish, then run again'],
  [
    /^(ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded|LimitExceeded)/,
    'STORE_BUSY',
    'the table is throttled: give it on-demand capacity, or more of its own',
  ],
  [
    /^ResourceNotFoundException$/,
    'STORE_UNAVAILABLE',
    'check table and region in the url; `ingest run` makes the table',
  ],
  [
    /^(AccessDeniedException|UnrecognizedClientException|InvalidSignatureException|ExpiredTokenException|MissingAuthentication.*)$/,
    'STORE_UNAVAILABLE',
    'grant this role what docs/storage/dynamodb.md lists, and check the keys it uses',
  ],
  [
    /^(CredentialsProviderError|ProviderError)$/,
    'STORE_UNAVAILABLE',
    'no keys were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or a role',
  ],
];

/**
 * What the service or its SDK threw, as an error with a code of ours. What is neither's failure (a bug, an error of a function
 * that was handed in) comes back as it is.
 */
export function toStoreError(thrown: unknown, attempted: string, location: string): unknown {
  if (IngestError.is(thrown) || !(thrown instanceof Error)) return thrown;
  const { name, code, status } = factsOf(thrown);
  if (status === 0 && !isPassing(thrown) && !meanings.some(([pattern]) => pattern.test(name)) && !isOfSdk(thrown))
    return thrown;
  const [, ours, hint] = meanings.find(([pattern]) => pattern.test(name)) ?? [];
  const message = thrown.message === '' ? code || name : thrown.message;
  return new IngestError(ours ?? 'STORE_UNAVAILABLE', `could not ${attempted} (store ${location}): ${message}`, {
    hint: hint ?? 'check that the service answers at this region or endpoint, and what it says above',
    context: { location, aws: name },
    cause: withoutRequest(thrown),
  });
}

/** The SDK hangs the whole exchange on its errors, signature included: what is kept says what went wrong, and where. */
function withoutRequest({ name, message, stack }: Error): Error {
  return Object.assign(new Error(message), { name, stack });
}

/** The SDK says so itself when a region is missing, before it sends anything. */
function isOfSdk(thrown: Error): boolean {
  return '$metadata' in thrown || /^Region is missing/.test(thrown.message);
}

interface Facts {
  readonly name: string;
  readonly code: string;
  /** 0: the service did not answer. */
  readonly status: number;
}

function factsOf(thrown: unknown): Facts {
  if (!(thrown instanceof Error)) return { name: '', code: '', status: 0 };
  const { code, $metadata, cause, errors } = thrown as Error & {
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
    errors?: readonly unknown[];
  };
  const inner = typeof code === 'string' ? code : factsOf(errors?.[0] ?? cause).code;
  return { name: thrown.name, code: inner, status: $metadata?.httpStatusCode ?? 0 };
}
