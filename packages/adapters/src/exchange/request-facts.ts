export interface RequestFacts {
  /** As it was given: not necessarily a url. */
  readonly url: string;
  /** Upper case. */
  readonly method: string;
  readonly headers: Headers;
  readonly signal: AbortSignal | null;
}

type Parameters = readonly [input: string | URL | Request, init?: RequestInit];

/** Reads what `fetch` was called with, without touching the body of a `Request`. */
export function toRequestFacts(...[input, init]: Parameters): RequestFacts {
  const request = typeof input === 'object' && 'url' in input ? input : null;
  return {
    url: request?.url ?? String(input),
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    headers: new Headers(init?.headers ?? request?.headers),
    signal: init?.signal ?? request?.signal ?? null,
  };
}
