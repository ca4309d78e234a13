import type { TransferPage, TransferRead, TransferStory } from '@ingest/core';
import { describe } from 'vitest';
import { transferCases } from '../../src/conformance/transfer-cases.js';
import { transferOf } from '../../src/conformance/transfer-steps.js';
import type { MemoryData } from '../../src/memory/index.js';
import { type BrokenStore, findOut } from '../support/conform.js';

const written = 'all that another store holds is written as it is, row by row';
const read = 'all that it holds is read as it is, row by row';
const answers = 'what was moved answers as it did';
const known = 'what was moved is known: read again it is a duplicate, and what is alike joins it';
const paged = 'pages are as long as asked for, and go on behind the one before';
const once = 'a page is written once, however often it is given';
const conflict = 'a row that is there already is a conflict, and nothing of its page is written';
const lease = 'nothing is written under a lease that was released';
const race = 'of two stores that write one page at once one does';

/** A store that writes other pages than it is given. */
function writes(change: (page: TransferPage, data: MemoryData) => TransferPage, ...foundBy: string[]): BrokenStore {
  return {
    how(store, data) {
      const transfer = transferOf(store);
      return { transfer: { ...transfer, write: (page, step) => transfer.write(change(page, data), step) } };
    },
    foundBy,
  };
}

/** A store that gives other pages than it reads. */
function reads(
  change: (answer: TransferRead, after: string | null) => TransferRead,
  ...foundBy: string[]
): BrokenStore {
  return {
    how(store) {
      const transfer = transferOf(store);
      const readPart: typeof transfer.read = async (part, after, limit) =>
        change(await transfer.read(part, after, limit), after);
      return { transfer: { ...transfer, read: readPart } };
    },
    foundBy,
  };
}

const ofStories = (change: (story: TransferStory) => TransferStory) => (page: TransferPage) =>
  page.part === 'stories' ? { ...page, rows: page.rows.map(change) } : page;

describe('the cases of moving', () => {
  findOut(transferCases, {
    'forgets keys that led to a story': writes(
      ofStories((story) => ({ ...story, keys: story.keys.filter(({ key }) => key === story.storyKey) })),
      written,
      answers,
    ),
    'forgets old texts': writes(
      ofStories((story) => ({ ...story, articles: story.articles.map((one) => ({ ...one, earlier: [] })) })),
      ...[written, answers, race],
    ),
    'forgets when a ticker came': writes(
      ofStories((story) => ({ ...story, articles: story.articles.map((one) => ({ ...one, addedTickers: [] })) })),
      ...[written, answers, race],
    ),
    'takes every article for one that joined by equal keys': writes(
      ofStories((story) => ({
        ...story,
        articles: story.articles.map((one, at) => ({ ...one, joinedBy: at === 0 ? null : ('same' as const) })),
      })),
      ...[written, answers, race],
    ),
    'writes stories of a page in another order': writes(
      (page) => (page.part === 'stories' ? { ...page, rows: [...page.rows].reverse() } : page),
      ...[written, race],
    ),
    'loses what was pruned': writes(
      (page) => (page.part === 'stories' ? { ...page, rows: page.rows.filter(({ shown }) => shown !== null) } : page),
      ...[written, answers, known, race],
    ),
    'frees deliveries that are claimed': writes(
      (page) =>
        page.part === 'deliveries' ? { ...page, rows: page.rows.map((row) => ({ ...row, claim: null })) } : page,
      ...[written, answers],
    ),
    'keeps an item that was rejected twice once': writes(
      (page) =>
        page.part === 'quarantine'
          ? { ...page, rows: page.rows.filter((row, at) => page.rows.findIndex((one) => one.raw === row.raw) === at) }
          : page,
      ...[written, answers],
    ),
    'forgets how many events there ever were': writes(
      (page) => (page.part === 'pruned' ? { ...page, rows: [] } : page),
      ...[written, answers],
    ),
    'files nothing': {
      how(store, data) {
        const transfer = transferOf(store);
        const write: typeof transfer.write = async (page, step) => {
          const isWritten = await transfer.write(page, step);
          data.filed.clear();
          return isWritten;
        };
        return { transfer: { ...transfer, write } };
      },
      foundBy: [answers, known],
    },
    'writes a page again': {
      how(store, data) {
        const transfer = transferOf(store);
        const write: typeof transfer.write = (page, step) =>
          transfer.write(page, { ...step, before: data.registers.get(step.register) ?? null });
        return { transfer: { ...transfer, write } };
      },
      foundBy: [once, race],
    },
    'keeps no place': {
      how(store, data) {
        const transfer = transferOf(store);
        const write: typeof transfer.write = async (page, step) => {
          const isWritten = await transfer.write(page, step);
          data.registers.delete(step.register);
          return isWritten;
        };
        return { transfer: { ...transfer, write } };
      },
      foundBy: [written, answers, known, once],
    },
    'keeps its place before it writes': {
      how(store, data) {
        const transfer = transferOf(store);
        const write: typeof transfer.write = async (page, step) => {
          const isNext = JSON.stringify(data.registers.get(step.register) ?? null) === JSON.stringify(step.before);
          if (isNext) data.registers.set(step.register, step.after);
          return isNext && transfer.write(page, { ...step, before: step.after });
        };
        return { transfer: { ...transfer, write } };
      },
      foundBy: [conflict],
    },
    'asks for no lease': {
      how(store, data) {
        const transfer = transferOf(store);
        const write: typeof transfer.write = async (page, step) => {
          const held = data.leases.get('run');
          const result = await store.leases.take('run', { holder: '', bootId: '', pid: 1, processStart: '' }, over);
          const isWritten = await transfer.write(page, { ...step, lease: result.taken ? result.token : step.lease });
          if (held !== undefined) data.leases.set('run', held);
          return isWritten;
        };
        return { transfer: { ...transfer, write } };
      },
      foundBy: [lease],
    },
    'reads a page longer than asked for': {
      how(store) {
        const transfer = transferOf(store);
        return { transfer: { ...transfer, read: (part, after, limit) => transfer.read(part, after, limit + 1) } };
      },
      foundBy: [written, read, paged, race],
    },
    'ends behind the first page': reads((answer) => ({ ...answer, next: null }), written, read, paged),
    'reads stories without the texts of before': reads(
      (answer) => ({
        ...answer,
        page: ofStories((story) => ({ ...story, articles: story.articles.map((one) => ({ ...one, earlier: [] })) }))(
          answer.page,
        ),
      }),
      ...[written, read, race],
    ),
    'counts no deliveries': {
      how(store) {
        const transfer = transferOf(store);
        return { transfer: { ...transfer, counts: async () => ({ ...(await transfer.counts()), deliveries: 0 }) } };
      },
      foundBy: [written],
    },
    'moves on after it was closed': {
      how(store) {
        const transfer = transferOf(store);
        return { transfer: { ...transfer, counts: () => transfer.counts().catch(() => ({}) as never) } };
      },
      foundBy: ['a closed store moves nothing'],
    },
  });
});

const over = { now: Number.MAX_SAFE_INTEGER, from: 0, until: Number.MAX_SAFE_INTEGER };
