import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { Source } from '@ingest/core';
import { ask, connect, failsWith, reply, sentOnce } from './source-exchange.js';
import type { SourceCase, SourceSubject } from './source-subject.js';

const pagings = ['list', 'windows'];

/** A source of the subject that may not ask anybody. */
function silent(subject: SourceSubject, options: Parameters<SourceSubject['create']>[0] = {}): Source {
  const { source, requests } = connect(subject, () => assert.fail('a request was sent'), options);
  assert.equal(requests.length, 0, 'making a source sends nothing');
  return source;
}

/** What a source says of itself. */
export const sourceFactCases: readonly SourceCase[] = [
  {
    name: 'making a source sends nothing',
    needs: [],
    async run(subject) {
      silent(subject);
    },
  },
  {
    name: 'its name is lower case, and another one when it is given one',
    needs: [],
    async run(subject) {
      assert.match(silent(subject).name, /^[a-z][a-z0-9-]{0,62}$/);
      assert.equal(silent(subject, { name: 'spare-2' }).name, 'spare-2');
    },
  },
  {
    name: 'its capabilities are such that requests can be planned',
    needs: [],
    async run(subject) {
      const { maxTickersPerRequest, paging, overlapMs = 0, articlesPerRequest = 1 } = silent(subject).capabilities;
      const isWhole = Number.isSafeInteger(maxTickersPerRequest) || maxTickersPerRequest === Number.POSITIVE_INFINITY;
      assert.ok(isWhole && maxTickersPerRequest >= 1, `maxTickersPerRequest is ${maxTickersPerRequest}`);
      assert.ok(pagings.includes(paging), `paging is ${paging}`);
      assert.ok(overlapMs >= 0, `overlapMs is ${overlapMs}`);
      assert.ok(articlesPerRequest >= 1, `articlesPerRequest is ${articlesPerRequest}`);
    },
  },
  {
    name: 'its time is the one it is given, and ten seconds at most',
    needs: [],
    async run(subject) {
      const { timeoutMs } = silent(subject);
      assert.ok(timeoutMs > 0 && timeoutMs <= 10_000, `timeoutMs is ${timeoutMs}`);
      assert.equal(silent(subject, { timeoutMs: 700 }).timeoutMs, 700);
    },
  },
  {
    name: 'its limits are whole numbers, and it has none in the plan none',
    needs: [],
    async run(subject) {
      for (const { limit } of silent(subject).quota)
        assert.ok(Number.isSafeInteger(limit) && limit >= 1, `a limit is ${limit}`);
      assert.deepEqual(silent(subject, { plan: 'none' }).quota, []);
    },
  },
  {
    name: 'its base url is where requests go, and another one when it is given one',
    needs: [],
    async run(subject) {
      const { baseUrl } = silent(subject).replay;
      const { protocol, search, hash: fragment, username } = new URL(baseUrl);
      assert.match(protocol, /^https?:$/);
      assert.equal(search + fragment + username, '', 'a base url has no query, fragment or user');
      assert.ok(!baseUrl.endsWith('/'), 'a base url ends without a slash');
      const other = 'http://127.0.0.1:9/elsewhere';
      const { source, requests } = connect(subject, () => reply(subject, subject.page), { baseUrl: other });
      assert.equal(source.replay.baseUrl, other);
      await ask(source);
      const { href } = sentOnce(requests).url;
      assert.ok(href.startsWith(other), `the request went to ${new URL(href).host}`);
    },
  },
  {
    name: 'a key is known by the beginning of its hash, and never shown',
    needs: [],
    async run(subject) {
      const { key } = subject;
      const source = silent(subject);
      if (key === null) {
        assert.equal(source.credential, null);
        return;
      }
      assert.equal(source.credential?.keyId, hash('sha256', key, 'hex').slice(0, 8));
      assert.match(source.credential?.variable ?? '', /^[A-Z][A-Z0-9_]*$/);
      assert.ok(!JSON.stringify(source).includes(key), 'the source shows its key');
    },
  },
  {
    name: 'without its key nothing is sent',
    needs: ['key'],
    async run(subject) {
      const source = silent(subject, { apiKey: undefined });
      assert.equal(source.credential?.keyId, null);
      await failsWith(['NOT_CONFIGURED'], source, subject, ask(source));
    },
  },
];
