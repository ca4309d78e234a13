import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../../../adapters/test/support/receiver.js';
import { hasPostgres } from '../../support/postgres.js';
import { expectStoreError } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { tiingoItems } from './support/news.js';
import { safety } from './support/safety.js';
import { answer, forever, whenever } from './support/script.js';
import { type ServerStore, serverStore } from './support/server-store.js';

const world = faultWorld();
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** What the primary knows in all of these tests: three pages. */
const news = tiingoItems(250);
const { digestOfUndisturbed, expectSafe } = safety(world, news);
/** A server that is gone is waited for so long; a run that gives up has ended not much later. */
const givenUpMs = { atLeast: 10_000, atMost: 15_000 };

/** Texts that a page is stored with, in their order. */
const inserting = 'stories (story_key';
const announcing = 'outbox (event_id';

describe.skipIf(!(await hasPostgres()))('a Postgres store', () => {
  let store: ServerStore;
  let hook: Receiver;

  beforeEach(async () => {
    await digestOfUndisturbed();
    store = await serverStore(world);
    hook = await startReceiver();
    world.keepsSecret({ secret, owner: null });
    world.writesItself('ingest.config.json');
    world.configure({ sinks: [{ use: 'webhook', url: hook.url, name: 'hook', secret }] });
  });
  afterEach(() => hook.close());

  /** Does something to the server before the n-th request is answered, as if nothing had been. */
  function atRequest(number: number, happens: () => unknown): void {
    const trouble = answer('lets something happen, and answers', async (exchange) => {
      await happens();
      tiingoList(news).play(exchange);
    });
    const before = Array.from({ length: number - 1 }, () => tiingoList(news));
    world.tiingo.plays(...before, trouble, whenever(tiingoList(news)));
  }

  /** SAFE, and each story is announced by one notification, in the outbox and to the receiver. */
  async function expectAgreement(): Promise<void> {
    await expectSafe();
    const stories = (await world.items()).map(({ storyKey }) => storyKey).sort();
    expect(stories).toHaveLength(news.length);
    expect([...(await store.announced())].sort(), 'stories that are announced').toEqual(stories);
    const told = new Map(hook.received.map(({ body }) => JSON.parse(body)).map(({ id, data }) => [id, data.storyKeys]));
    expect([...told.values()].flat().sort(), 'stories that were delivered').toEqual(stories);
  }

  async function expectRecovery(): Promise<void> {
    const ran = await world.run();
    expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toMatchObject({ exitCode: 0 });
    expect(ran.report).toMatchObject({ outcome: 'ok', items: { new: news.length, duplicate: 0 } });
    expect(ran.durationMs).toBeLessThan(givenUpMs.atLeast);
    await expectAgreement();
  }

  describe('row 77: whose server', () => {
    it('refuses ends the run with 5 before anything is asked', async () => {
      await store.proxy.refuse();
      const asked = world.asked.length;
      const ran = await world.run();
      expectStoreError(ran, 'STORE_UNAVAILABLE', store.schema);
      expect(ran.durationMs).toBeGreaterThan(givenUpMs.atLeast);
      expect(ran.durationMs).toBeLessThan(givenUpMs.atMost);
      expect(world.asked.length).toBe(asked);
      await store.proxy.accept();
      await expectAgreement();
    });

    it('comes up three seconds after the run began is waited for', async () => {
      await store.proxy.refuse();
      setTimeout(() => store.proxy.accept(), 3_000);
      world.tiingo.plays(forever(tiingoList(news)));
      await expectRecovery();
    });

    it.each([
      ['before a story is written', inserting, 'before'],
      ['after a story was written', inserting, 'after'],
      ['after a notification was written', announcing, 'after'],
      ['before it is told to commit', [inserting, 'COMMIT'], 'before'],
      ['after it committed, unheard', [inserting, 'COMMIT'], 'after'],
    ] as const)('is gone in a transaction, %s, has the run go on on a new connection', async (_, texts, when) => {
      atRequest(2, () => store.proxy.cutAt(texts, when));
      await expectRecovery();
      expect(store.proxy.isArmed).toBe(false);
    });

    it.each([
      ['after a notification was written', announcing, 'after, for good', 100],
      ['after it committed, unheard', [inserting, 'COMMIT'], 'after, for good', 200],
    ] as const)('is gone for good in a transaction, %s, ends the run with 5', async (_, texts, when, stored) => {
      atRequest(2, () => store.proxy.cutAt(texts, when));
      const ran = await world.run();
      expectStoreError(ran, 'STORE_UNAVAILABLE', store.schema);
      expect(ran.report).toMatchObject({ outcome: 'failed', items: { new: 100 } });
      expect(ran.durationMs).toBeGreaterThan(givenUpMs.atLeast);
      expect(ran.durationMs).toBeLessThan(givenUpMs.atMost);
      expect(store.proxy.isArmed).toBe(false);
      await store.proxy.accept();
      expect(await world.items()).toHaveLength(stored);
      expect(new Set(await store.announced()).size).toBe(stored);
      await expectAgreement();
    });

    it.each([2, 3])('is restarted before page %d is waited for', async (page) => {
      atRequest(page, async () => {
        await store.proxy.refuse();
        setTimeout(() => store.proxy.accept(), 2_000);
      });
      await expectRecovery();
    });

    it('ends every session before a page has the run go on on new ones', async () => {
      atRequest(2, () => store.endSessions());
      await expectRecovery();
    });

    it('becomes a replica ends the run with 5 at once, and is read all the same', async () => {
      atRequest(2, () => store.becomesReplica(true));
      const ran = await world.run();
      expectStoreError(ran, 'STORE_READ_ONLY', store.schema);
      expect(ran.report).toMatchObject({ outcome: 'failed', items: { new: 100 } });
      expect(ran.durationMs).toBeLessThan(5_000);
      expect(await world.items()).toHaveLength(100);
      const asked = world.asked.length;
      expectStoreError(await world.run(), 'STORE_READ_ONLY', store.schema);
      expect(world.asked.length).toBe(asked);
      await store.becomesReplica(false);
      await expectAgreement();
    });
  });
});
