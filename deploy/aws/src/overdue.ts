import { IngestError } from '@ingest/core';

/** What a run is cut off with. */
export function timeIsOver(): IngestError {
  return new IngestError('ABORTED', 'the time of the invocation is over');
}

/** What an invocation fails with when its time is over: STORE_UNAVAILABLE while an operation of the store is waited for, else ABORTED. */
export function overdue(location: string, waitedFor: string | null): IngestError {
  if (waitedFor === null)
    return new IngestError('ABORTED', 'the time of the invocation was over before its work was', {
      hint: 'what is stored stays, and the next one goes on from there; if it lasts, give the function more time (docs/aws.md)',
    });
  return new IngestError('STORE_UNAVAILABLE', `the store ${location} did not answer in time (${waitedFor})`, {
    hint: 'the next invocation opens it anew; if it lasts, look whether the function reaches DynamoDB: its network, and the state of the service',
  });
}

/** The same for a function that could not be put together in time. */
export function notReady(waitedFor: string): IngestError {
  return new IngestError('ABORTED', `the time of the invocation was over while it waited for ${waitedFor}`, {
    hint: 'the next one begins anew; if it lasts, look whether the function reaches that: its network, and the state of the service',
  });
}
