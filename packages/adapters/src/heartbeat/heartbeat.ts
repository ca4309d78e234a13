import { type Clock, IngestError, noSecrets, type Redact, startDeadline, systemClock } from '@ingest/core';
import { networkCause } from '../http/network-cause.js';
import { discard, isRedirect, send } from '../http/send.js';
import { withoutUser } from '../http/without-user.js';
import { type PingKind, pingUrl } from './ping-url.js';

export interface HeartbeatOptions {
  /** The url of a check at healthchecks.io, or of whoever keeps to its convention. All of it is a secret. */
  readonly url: string;
  /** Called at most once a run, with one line that shows no more of the url than its host. Default: nobody is told. */
  readonly onFailure?: ((problem: string) => void) | undefined;
  /** Takes further secrets out of that line. Default: takes nothing out. */
  readonly redact?: Redact | undefined;
  /** Does the exchange. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Measures how long an exchange takes. Default: `systemClock()`. */
  readonly clock?: Clock | undefined;
}

/** A dead man's switch: a url that is told of each run, so that somebody notices when there is none. */
export interface Heartbeat {
  /** A run is about to ask the first source. Returns at once, as the others do, and throws nothing. */
  started(runId: string): void;
  /** A run has ended and news was collected. */
  succeeded(runId: string): void;
  /** A run has ended without; `code` says why, and is sent along. */
  failed(runId: string, code: string): void;
  /** Resolves when everything that was told has arrived or was given up, after five seconds at the latest. Never rejects. */
  settled(): Promise<void>;
}

/** How long one ping may take, and how long all of them may be waited for. */
const longestMs = 5000;

/** Sends pings one after the other, so that the end of a run never arrives before its start. CONFIG_INVALID for what is no url. */
export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { onFailure = () => {}, redact = noSecrets, fetch = globalThis.fetch, clock = systemClock() } = options;
  const { url, headers } = withoutUser(checkedUrl(options.url));
  let last: Promise<void> = Promise.resolve();
  let cut = new AbortController();
  let complainedOf: string | null = null;

  function tell(kind: PingKind, runId: string, body = ''): void {
    last = last.then(() => ping(kind, runId, body));
  }

  async function ping(kind: PingKind, runId: string, body: string): Promise<void> {
    const deadline = startDeadline(clock, longestMs, tooSlow, cut.signal);
    try {
      const { signal } = deadline;
      signal.throwIfAborted();
      const response = await send({ method: 'POST', url: pingUrl(url, kind, runId), headers, body, signal, fetch });
      discard(response);
      if (!response.ok)
        complain(kind, runId, `was answered ${response.status}${isRedirect(response) ? ', a redirect' : ''}`);
    } catch (thrown) {
      complain(
        kind,
        runId,
        deadline.signal.aborted ? 'got no answer in time' : `failed: ${networkCause(thrown).words}`,
      );
    } finally {
      deadline.dispose();
    }
  }

  function complain(kind: PingKind, runId: string, problem: string): void {
    if (complainedOf === runId) return;
    complainedOf = runId;
    try {
      onFailure(redact(`heartbeat: the ping for ${kind} to ${url.host} ${problem}`));
    } catch {
      // A listener that throws is its owner's affair; the run must not notice.
    }
  }

  return {
    started: (runId) => tell('start', runId),
    succeeded: (runId) => tell('success', runId),
    failed: (runId, code) => tell('fail', runId, code),
    async settled() {
      const cancel = clock.after(longestMs, () => cut.abort(tooSlow()));
      await last;
      cancel();
      if (cut.signal.aborted) cut = new AbortController();
    },
  };
}

function tooSlow(): Error {
  return new Error(`no answer within ${longestMs} ms`);
}

/** Never shows what it was: it may be a secret with a slip of the pen. */
function checkedUrl(text: string): URL {
  const trimmed = text.trim();
  if (URL.canParse(trimmed) && /^https?:$/.test(new URL(trimmed).protocol)) return new URL(trimmed);
  throw new IngestError('CONFIG_INVALID', 'heartbeat: expected an http or https url', { hint: 'correct the url' });
}
