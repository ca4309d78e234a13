import assert from 'node:assert/strict';
import type { Json, Source, SourcePage } from '@ingest/core';
import { ask, connect, failsWith, reply, type SentRequest, sentOnce } from './source-exchange.js';
import type { SourceCase, SourceSubject } from './source-subject.js';

/** What servers say of a reply so that it is asked for again only if it has changed. */
const validators = { etag: '"edition-7"', 'last-modified': 'Mon, 02 Mar 2026 13:45:00 GMT' };
const conditions = ['if-none-match', 'if-modified-since'];

/** What a source gives to be handed again, as it comes out of a store. */
async function rememberedBy(subject: SourceSubject): Promise<Json> {
  const { source } = connect(subject, () => reply(subject, subject.page, { headers: validators }));
  const { remember } = await ask(source);
  assert.ok(remember !== undefined && remember !== null, 'a source that remembers gives nothing to remember');
  const kept = JSON.parse(JSON.stringify(remember)) as Json;
  assert.deepEqual(kept, remember, 'what it gives to remember does not survive JSON');
  return kept;
}

function hasCondition({ init }: SentRequest): boolean {
  const headers = new Headers(init.headers);
  return conditions.some((name) => headers.has(name));
}

/** All of a request that a server can tell from another. */
function whole({ url, init }: SentRequest): string {
  return JSON.stringify([url.href, [...new Headers(init.headers)], init.body ?? null]);
}

function notModified(subject: SourceSubject): Response {
  return reply(subject, null, { status: 304, headers: validators });
}

function isUnchanged({ items, next, isUnchanged }: SourcePage): void {
  assert.equal(isUnchanged, true, 'a page of which nothing is new does not say so');
  assert.deepEqual([items, next], [[], null], 'and brings something all the same');
}

/** What a source knows of an earlier reading. */
export const sourceMemoryCases: readonly SourceCase[] = [
  {
    name: 'what it remembers changes what it asks for',
    needs: ['memory'],
    async run(subject) {
      const remembered = await rememberedBy(subject);
      const { source, requests } = connect(subject, () => reply(subject, subject.page, { headers: validators }));
      await ask(source);
      await ask(source, {}, { remembered });
      const [first, second] = requests.map(whole);
      assert.equal(requests.length, 2, 'a page is one request');
      assert.notEqual(second, first, 'what it is handed again makes no difference');
    },
  },
  {
    name: 'who asked with a condition takes a 304 for nothing new, and no other does',
    needs: ['memory'],
    async run(subject) {
      const remembered = await rememberedBy(subject);
      const { source, requests } = connect(subject, () => notModified(subject));
      const asked = ask(source, {}, { remembered });
      await Promise.allSettled([asked]);
      if (hasCondition(sentOnce(requests))) {
        isUnchanged(await asked);
        // What was asked then is not known any more.
        isUnchanged(await ask(source, {}, { isReplay: true }));
      } else await failsWith(['EMPTY_RESPONSE'], source, subject, asked);
    },
  },
  {
    name: 'a page that has changed is read also by who remembers another',
    needs: ['memory'],
    async run(subject) {
      const remembered = await rememberedBy(subject);
      const { source } = connect(subject, () => reply(subject, subject.page));
      const page = await ask(source, {}, { remembered });
      assert.notEqual(page.isUnchanged, true, 'a page with items says that nothing is new');
      assert.deepEqual(page.items, (await ask(source)).items);
    },
  },
  {
    name: 'what it cannot read of its memory is as nothing',
    needs: ['memory'],
    async run(subject) {
      const { source, requests } = connect(subject, () => reply(subject, subject.page));
      for (const remembered of [null, 'of an older version', { etag: 7 }, []]) await ask(source, {}, { remembered });
      const [first, ...others] = requests.map(whole);
      assert.deepEqual(others, Array(3).fill(first), 'a memory that it did not give makes a difference');
    },
  },
  {
    name: 'a 304 that nobody asked for is no page',
    needs: [],
    async run(subject) {
      const { source, requests } = connect(subject, () => notModified(subject));
      await failsWith(['EMPTY_RESPONSE'], source, subject, ask(source));
      assert.ok(!hasCondition(sentOnce(requests)), 'a first request has a condition');
    },
  },
  {
    name: 'who gives something to remember says so, and a page with items is not unchanged',
    needs: [],
    async run(subject) {
      const { source } = connect(subject, () => reply(subject, subject.page, { headers: validators }));
      const { remember, isUnchanged } = await ask(source);
      assert.ok(remember === undefined || remembers(source), 'it gives something to remember, and does not say so');
      assert.notEqual(isUnchanged, true, 'a page with items says that nothing is new');
    },
  },
];

function remembers({ capabilities }: Source): boolean {
  return capabilities.remembers === true;
}
