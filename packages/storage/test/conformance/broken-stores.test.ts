import { articleIdentity, IngestError, type PageCommit, type PageConclusion } from '@ingest/core';
import { describe } from 'vitest';
import { storeCases } from '../../src/conformance/index.js';
import type { MemoryData } from '../../src/memory/index.js';
import { collected, findOut, otherwise } from '../support/conform.js';

/** A store that commits something else than it was given. */
function commits(change: (commit: PageCommit, data: MemoryData) => Partial<PageCommit>, ...foundBy: readonly string[]) {
  return otherwise(
    'articles',
    (articles, data) => ({ commitPage: (commit) => articles.commitPage({ ...commit, ...change(commit, data) }) }),
    ...foundBy,
  );
}

/** A store that keeps something else than a page was concluded with. */
function concludes(change: (conclusion: PageConclusion) => Partial<PageConclusion>, ...foundBy: readonly string[]) {
  const changed = (conclusion: PageConclusion) => ({ ...conclusion, ...change(conclusion) });
  return commits(({ conclude }) => ({ conclude: (placed) => changed(conclude(placed)) }), ...foundBy);
}

const toSecond = (ms: number) => ms - (ms % 1000);

describe('the whole suite', () => {
  findOut(storeCases, {
    'forgets revisions': commits(
      ({ articles }, data) => ({
        articles: articles.filter((article) => !data.articles.has(articleIdentity(article))),
      }),
      'a changed text is a revision: shown at once, counted, nothing new, its time the first seen',
    ),
    'takes every number for the one of the lease': commits(
      ({ lease }, data) => ({
        lease: lease && { ...lease, number: data.leases.get(lease.name)?.number ?? lease.number },
      }),
      'nothing is stored under a lease that another took, was released, or never was',
    ),
    'rounds the time of a commit': commits(
      ({ at }) => ({ at: toSecond(at) }),
      'a new article becomes a story with everything that it carries',
    ),
    'takes every source for the primary': commits(
      () => ({ isFailover: false }),
      'a new article becomes a story with everything that it carries',
    ),
    'loses what was rejected': commits(
      () => ({ quarantine: [] }),
      'rejected items come newest first, by run, source and time',
    ),
    'takes pages of any size': {
      how: () => ({ capabilities: { maxArticlesPerCommit: 2, backsUpToFile: false } }),
      foundBy: ['a page of as many articles as the store declares is one commit, a larger one is refused'],
    },
    'loses watermarks': concludes(() => ({ watermarks: [] }), 'watermarks are kept by source and ticker'),
    'closes no gap': concludes(
      () => ({ closedGapIds: [] }),
      'open gaps come newest first, as they were opened, until they are closed',
    ),
    'loses the state of sources': concludes(
      () => ({ state: null }),
      'the state of a source is replaced, and sources come in the order of their names',
    ),
    'counts an event twice': otherwise(
      'articles',
      (articles, data) => ({
        async commitPage(commit) {
          const before = data.eventsEver;
          const placed = await articles.commitPage(commit);
          data.eventsEver += data.eventsEver - before;
          return placed;
        },
      }),
      'events come newest first, by run, source and time',
    ),
    'keeps an event though its page fails': otherwise(
      'articles',
      (articles, data) => ({
        commitPage: (commit) =>
          articles.commitPage({
            ...commit,
            conclude(placed) {
              data.eventsEver += 1;
              const conclusion = commit.conclude(placed);
              data.eventsEver -= 1;
              return conclusion;
            },
          }),
      }),
      'nothing is stored when the conclusion throws, and its error comes through as it is',
    ),
    'holds nothing that was published at the ends': otherwise(
      'articles',
      ({ holdsAny }) => ({
        holdsAny: (source, tickers, { from, to }) => holdsAny(source, tickers, { from: from + 1, to: to - 1 }),
      }),
      'a source holds an article of a ticker inside a window, both ends included',
    ),
    'says nothing of what a new article would join': otherwise(
      'articles',
      ({ lookup }) => ({ lookup: async (articles) => ({ ...(await lookup(articles)), joins: new Map() }) }),
      'a look-up says which story a new article would join, and by what',
    ),
    'can be opened twice': {
      how({ open }) {
        let isOpen = false;
        return {
          async open(options) {
            if (!isOpen) await open(options);
            isOpen = true;
          },
        };
      },
      foundBy: ['opening twice is a mistake of the caller'],
    },
    'reads on after it was closed': otherwise(
      'reading',
      (reading, data) => ({
        countItems: (query) => reading.countItems(query).catch(() => data.stories.size),
      }),
      'every operation of a closed store rejects with STORE_CLOSED',
    ),
    'says of everything that fails that the store is closed': otherwise(
      'registers',
      ({ change }) => ({
        change: (name, decide) =>
          change(name, decide).catch(() => {
            throw new IngestError('STORE_CLOSED', 'failed');
          }),
      }),
      'a decision that throws leaves the value, and its error comes through as it is',
    ),
    'frees a lease for anybody': otherwise(
      'leases',
      ({ release }, data) => ({
        release: ({ name }) => release({ name, number: data.leases.get(name)?.number ?? 0 }),
      }),
      'only the holder frees a lease; releasing twice does no harm',
    ),
    'has one lease for all names': otherwise(
      'leases',
      ({ take }) => ({ take: (_, ...asked) => take('run', ...asked) }),
      'leases of other names are other leases',
    ),
    'rounds the end of a lease': otherwise(
      'leases',
      ({ take }) => ({
        take: (name, owner, term, even) => take(name, owner, { ...term, until: toSecond(term.until) }, even),
      }),
      'a lease that is held is refused, with all that is known of its holder',
    ),
    'forgets why a delivery failed': otherwise(
      'outbox',
      ({ list }) => ({
        list: (query) => collected(list(query), (rows) => rows.map((row) => ({ ...row, lastError: null }))),
      }),
      'a delivery that is to be tried again waits, and keeps none behind it back',
    ),
    'ignores how many deliveries are asked for': otherwise(
      'outbox',
      ({ list }) => ({ list: ({ limit: _, ...query }) => list(query) }),
      'deliveries are chosen by event, sink and state, and at most so many',
    ),
    'ignores how many incidents are asked for': otherwise(
      'incidents',
      ({ list }) => ({ list: ({ limit: _, ...query }) => list(query) }),
      'they are listed newest first, open or resolved, and as many as asked for',
    ),
  });
});
