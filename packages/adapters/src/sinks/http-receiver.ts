import { type DeliveryContext, SinkError } from '@ingest/core';
import { networkCause } from '../http/network-cause.js';
import { type PostRequest, post } from '../http/post.js';
import { reach } from '../http/reach.js';
import { inTime, type TimeLimit } from './in-time.js';

/** A url that messages are posted to, and how. */
export interface HttpReceiverOptions
  extends Pick<PostRequest, 'url' | 'fetch' | 'redact' | 'shown' | 'isGone'>,
    Omit<TimeLimit, 'signal'> {}

/** What all sinks that post to a url have in common. */
export interface HttpReceiver {
  post(message: Pick<PostRequest, 'headers' | 'body'>, context: Pick<DeliveryContext, 'signal' | 'now'>): Promise<void>;
  /** Makes a connection, and sends nothing. */
  check(context: Pick<DeliveryContext, 'signal'>): Promise<void>;
}

/** Hands over inside a time limit, and says in a SinkError what went wrong. */
export function httpReceiver(options: HttpReceiverOptions): HttpReceiver {
  const { sink, timeoutMs, clock, ...place } = options;
  return {
    post: (message, { signal, now }) =>
      inTime({ sink, timeoutMs, clock, signal }, (limited) =>
        post({ sink, ...place, ...message, now, signal: limited }),
      ),
    check: ({ signal }) =>
      inTime({ sink, timeoutMs, clock, signal }, async (limited) => {
        try {
          await reach(place.url, limited);
        } catch (thrown) {
          throw limited.aborted ? limited.reason : unreachable(sink, place.url, thrown);
        }
      }),
  };
}

/** Names the host and nothing else: a path may be a secret. */
function unreachable(sink: string, { host }: URL, thrown: unknown): SinkError {
  const problem = `${sink}: cannot connect to ${host}: ${networkCause(thrown).words}`;
  return new SinkError('SINK_UNAVAILABLE', problem, { sink, cause: thrown });
}
