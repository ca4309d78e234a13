export interface ResponseFacts {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly url: string;
  readonly redirected?: boolean;
}

/** Statuses of which `Response` allows no body. */
const withoutBody: readonly number[] = [204, 205, 304];

/** The highest status of which `Response` can be built; `fetch` itself shows what servers make up beyond it. */
const highestStatus = 599;

/** A `Response` as `fetch` resolves with, also with what the constructor has no option for or does not allow. */
export function buildResponse(body: Uint8Array | ReadableStream<Uint8Array> | null, facts: ResponseFacts): Response {
  const { status, statusText, headers, url, redirected = false } = facts;
  const response = new Response(withoutBody.includes(status) ? null : body, {
    status: Math.min(status, highestStatus),
    statusText: /^[\t\x20-\x7e\x80-\xff]*$/.test(statusText) ? statusText : '',
    headers,
  });
  return Object.defineProperties(response, {
    status: { value: status },
    url: { value: url },
    redirected: { value: redirected },
  });
}
