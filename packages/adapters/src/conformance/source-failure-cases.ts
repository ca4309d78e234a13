import assert from 'node:assert/strict';
import { type ErrorCode, IngestError } from '@ingest/core';
import { ask, connect, failsWith, now, reply, sentOnce } from './source-exchange.js';
import type { SourceCase, SourceSubject } from './source-subject.js';

/** A body may have at most 10 MB: here is more, and it never ends. */
const mebibyte = new Uint8Array(1_048_576).fill(0x20);
const mostMebibytes = 40;

interface Failure {
  readonly name: string;
  readonly codes: readonly ErrorCode[];
  readonly answer: (subject: SourceSubject) => Response | Promise<Response>;
}

const statuses: readonly (readonly [number, readonly ErrorCode[]])[] = [
  [400, ['BAD_REQUEST']],
  [401, ['AUTH_FAILED']],
  [403, ['FORBIDDEN', 'AUTH_FAILED']],
  [404, ['NOT_FOUND']],
  [429, ['RATE_LIMITED']],
  [500, ['SERVER_ERROR']],
  [503, ['SERVER_ERROR']],
];

const failures: readonly Failure[] = [
  ...statuses.map(([status, codes]) => ({
    name: `a reply with status ${status}`,
    codes,
    // What a careless provider repeats.
    answer: (subject: SourceSubject) => reply(subject, JSON.stringify({ error: `refused ${subject.key}` }), { status }),
  })),
  { name: 'an empty body', codes: ['EMPTY_RESPONSE'], answer: (subject) => reply(subject, '') },
  { name: 'a body of white space', codes: ['EMPTY_RESPONSE'], answer: (subject) => reply(subject, ' \r\n\t ') },
  {
    name: 'a body that breaks off in the middle of an item',
    codes: ['MALFORMED_RESPONSE'],
    answer: (subject) => reply(subject, subject.page.slice(0, Math.floor(subject.page.length * 0.6))),
  },
  {
    name: 'a page for people',
    codes: ['MALFORMED_RESPONSE'],
    answer: (subject) => reply(subject, '<!doctype html><html><body><h1>Welcome</h1><p>Sign in</p></body></html>'),
  },
  { name: 'a null', codes: ['MALFORMED_RESPONSE'], answer: (subject) => reply(subject, 'null') },
  { name: 'a number', codes: ['MALFORMED_RESPONSE'], answer: (subject) => reply(subject, '42') },
  { name: 'an object of nothing', codes: ['MALFORMED_RESPONSE'], answer: (subject) => reply(subject, '{}') },
  {
    name: 'a body that is nested too deep',
    codes: ['MALFORMED_RESPONSE'],
    answer: (subject) => reply(subject, subject.tooDeep ?? '['.repeat(100_000) + ']'.repeat(100_000)),
  },
  {
    name: 'a connection that cannot be made',
    codes: ['NETWORK'],
    answer: () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    },
  },
  {
    name: 'a connection that ends within the body',
    codes: ['NETWORK'],
    answer: (subject) => reply(subject, brokenOff(subject.page)),
  },
  {
    name: 'a redirect',
    codes: ['NETWORK'],
    answer: (subject) => reply(subject, null, { status: 302, headers: { location: 'https://elsewhere.example/' } }),
  },
];

/** What becomes of an exchange that goes wrong. */
export const sourceFailureCases: readonly SourceCase[] = [
  ...failures.map(({ name, codes, answer }) => ({
    name: `${name} is ${codes.join(' or ')}, after one request`,
    needs: [],
    async run(subject: SourceSubject) {
      const { source, requests } = connect(subject, () => answer(subject));
      await failsWith(codes, source, subject, ask(source));
      sentOnce(requests);
    },
  })),
  {
    name: 'a refusal with a status of success is what its words say, after one request',
    needs: ['refusals with a good status'],
    async run(subject) {
      for (const { body, code } of subject.refusals ?? []) {
        const { source, requests } = connect(subject, () => reply(subject, body));
        await failsWith([code], source, subject, ask(source));
        sentOnce(requests);
      }
    },
  },
  {
    name: 'a refusal has the status of the reply, and a limit says when it is over',
    needs: [],
    async run(subject) {
      const headers = { 'retry-after': '120' };
      const { source } = connect(subject, () => reply(subject, '{}', { status: 429, headers }));
      const { status, retryAt } = await failsWith(['RATE_LIMITED'], source, subject, ask(source));
      assert.equal(status, 429);
      assert.equal(retryAt, now + 120_000);
    },
  },
  {
    name: 'a body that is too large is RESPONSE_TOO_LARGE, and is not read to its end',
    needs: [],
    async run(subject) {
      let sent = 0;
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            sent += 1;
            if (sent > mostMebibytes) controller.close();
            else controller.enqueue(mebibyte);
          },
        },
        { highWaterMark: 0 },
      );
      const { source } = connect(subject, () => reply(subject, body));
      await failsWith(['RESPONSE_TOO_LARGE'], source, subject, ask(source));
      assert.ok(sent <= mostMebibytes, 'the body was read to its end');
    },
  },
  {
    name: 'an error of the program passes as it is',
    needs: [],
    async run(subject) {
      const mismatch = new IngestError('REPLAY_MISMATCH', 'never recorded');
      const { source } = connect(subject, () => Promise.reject(mismatch));
      await assert.rejects(ask(source), (thrown) => thrown === mismatch);
    },
  },
  {
    name: 'a signal that was aborted before ends the exchange before it begins',
    needs: [],
    async run(subject) {
      const reason = new IngestError('ABORTED', 'stopped');
      const { source, requests } = connect(subject, () => reply(subject, subject.page));
      await assert.rejects(ask(source, {}, { signal: AbortSignal.abort(reason) }), (thrown) => thrown === reason);
      assert.equal(requests.length, 0, 'a request was sent');
    },
  },
  {
    name: 'the signal ends an exchange that waits for its answer at once, with its reason',
    needs: [],
    run: (subject) => endsAtOnce(subject, () => new Promise(() => {})),
  },
  {
    name: 'the signal ends an exchange that waits for the rest of a body at once, with its reason',
    needs: [],
    run: (subject) => endsAtOnce(subject, () => reply(subject, hanging(subject.page))),
  },
];

async function endsAtOnce(subject: SourceSubject, answer: () => Response | Promise<Response>): Promise<void> {
  const reason = new IngestError('ABORTED', 'stopped');
  const controller = new AbortController();
  let sent = () => {};
  const isSent = new Promise<void>((resolve) => {
    sent = resolve;
  });
  const { source } = connect(subject, () => {
    sent();
    return answer();
  });
  const asking = ask(source, {}, { signal: controller.signal }).then(
    () => 'answered',
    (thrown: unknown) => thrown,
  );
  // One that sends nothing has ended by itself.
  await Promise.race([isSent, asking]);
  await turns();
  controller.abort(reason);
  // Whoever pays no heed to the signal waits for ever: as many turns as this are no wait for one that does.
  const ended = await Promise.race([asking, turns(100).then(() => 'it goes on')]);
  assert.equal(ended, reason);
}

async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function brokenOff(page: string): ReadableStream<Uint8Array> {
  const parts = [page.slice(0, page.length / 2)];
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.error(Object.assign(new TypeError('terminated'), { code: 'ECONNRESET' }));
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
}

function hanging(page: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(page.slice(0, page.length / 2))),
  });
}
