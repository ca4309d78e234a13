import ky from 'ky';
import packageFile from '../../package.json' with { type: 'json' };

/** How we introduce ourselves, with an address for whoever runs the other side. */
export const userAgent = `ingest/${packageFile.version} (+https://www.npmjs.com/package/${packageFile.name})`;

export interface OneRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Its reason is what {@link send} rejects with, the moment it aborts. */
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
}

/** The one recipe of a request: sent once, retried and redirected never, no deadline but the signal. */
export function send({ method, url, headers, body, signal, fetch }: OneRequest): Promise<Response> {
  const answer = ky(url, {
    method,
    headers: { 'user-agent': userAgent, ...headers },
    redirect: 'manual',
    retry: 0,
    timeout: false,
    throwHttpErrors: false,

    // As plain data, so that any fetch can be handed in, and with our own signal: ky's composite of it could be collected early.
    fetch: (input) => fetch(...toFetchArguments(input as Request, signal, body)),
  });
  return orAbort(answer, signal);
}

export function isRedirect({ status, type }: Response): boolean {
  // 304 leads nowhere: it says that a copy is still good, and we keep none.
  return (status >= 300 && status < 400 && status !== 304) || type === 'opaqueredirect';
}

/** Gives up a body that nobody reads, and with it the connection. */
export function discard(response: Response): void {
  void response.body?.cancel().catch(() => undefined);
}

function toFetchArguments(
  request: Request,
  signal: AbortSignal,
  body: string | undefined,
): Parameters<typeof globalThis.fetch> {
  const { url, method, headers, redirect } = request;
  const whole = { method, headers: Object.fromEntries(headers), redirect, signal };
  return [url, body === undefined ? whole : { ...whole, body }];
}

/** The answer, or the signal's reason the moment it aborts, also when `fetch` pays no heed to its signal. */
function orAbort(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason);
      answer.then(discard, () => undefined);
    };
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
