import { type Delivery, disabledSinks, disableSink, type Store } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { all } from '../../src/all.js';
import { openStore } from '../../src/compose.js';
import { entryOf, storeWith, tried } from '../support/deliveries.js';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const url = 'sqlite:news.db';
const deliveries = (...args: string[]) => ingest('deliveries', ...args, '--store', url);

/** Event `a` delivered to `log` and dead at `hook`, event `b` waiting at `hook`, event `c` dropped there. */
async function filled(shape: (store: Store) => Promise<unknown> = async () => {}) {
  const minuteAgo = Date.now() - 60_000;
  const entries = [
    entryOf('hook', 'a', { createdAt: minuteAgo }),
    entryOf('log', 'a', { createdAt: minuteAgo }),
    entryOf('hook', 'b', { createdAt: minuteAgo + 1000 }),
    entryOf('hook', 'c', { createdAt: minuteAgo + 2000 }),
  ];
  await storeWith(url, entries, async (store) => {
    await tried(store, 'hook', { kind: 'dead', error: 'hook: answered 400: no \u001b[31mthanks' });
    await tried(store, 'log', { kind: 'delivered' });
    const now = Date.now();
    await tried(store, 'hook', { kind: 'again', waits: { from: now - 5e5, until: now + 5e5 }, error: 'hook: down' });
    await store.outbox.drop({ eventId: 'c' }, now);
    await shape(store);
  });
}

/** What the store holds, and which sinks are disabled. */
async function stored() {
  const store = await openStore(url, false);
  const rows = await all(store.outbox.list({}));
  const disabled = await disabledSinks(store.registers);
  await store.close();
  const stateOf = ({ eventId, sink, state }: Delivery) => `${eventId} ${sink} ${state}`;
  return { states: rows.map(stateOf).sort(), disabled: disabled.map(({ sink }) => sink) };
}

describe('deliveries', () => {
  it('shows the newest first: how old, where to, how it stands, and what went wrong', async () => {
    await filled();
    const { exitCode, stdout } = await deliveries();
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^ +age +sink +state +tries +next try +stories +event$/);
    expect(lines[1]).toMatch(/^ +(?:\d+ s|1 min) ago +hook +dropped +0 +– +2 +c$/);
    expect(lines[2]).toMatch(/^ +(?:\d+ s|1 min) ago +hook +pending +1 +in 8 min +2 +b$/);
    expect(lines[3]).toBe('     hook: down');
    expect(lines.slice(4).join('\n')).toMatch(/1 min ago +log +delivered +1 +– +2 +a/);
    expect(lines).toContain('     hook: answered 400: no \\x1b[31mthanks');
    expect(stdout).not.toContain('\u001b');
  });

  it('is what `list` is, narrowed by state, sink and number', async () => {
    await filled();
    const eventsOf = async (...args: string[]) =>
      (await deliveries(...args, '--json')).json<{ eventId: string; sink: string }[]>().map((one) => one.eventId);
    expect(await eventsOf()).toEqual(['c', 'b', 'a', 'a']);
    expect(await eventsOf('list', '--limit', '1')).toEqual(['c']);
    expect(await eventsOf('--state', 'dead, dropped')).toEqual(['c', 'a']);
    expect(await eventsOf('--sink', 'log')).toEqual(['a']);
    expect(await eventsOf('--sink', 'nobody')).toEqual([]);
    const { stdout } = await deliveries('--limit', '2');
    expect(stdout).toContain('the newest 2 (--limit');
    expect(stdout.split('\n').filter((line) => line.includes('hook '))).toHaveLength(2);
  });

  it('prints all of it as JSON', async () => {
    await filled();
    const found = (await deliveries('--state', 'pending', '--json')).json<Record<string, unknown>[]>();
    expect(found).toEqual([
      {
        eventId: 'b',
        sink: 'hook',
        state: 'pending',
        attempts: 1,
        createdAt: expect.stringMatching(/^20.*Z$/),
        nextTryAt: expect.stringMatching(/^20.*Z$/),
        settledAt: null,
        lastError: 'hook: down',
        message: expect.objectContaining({ eventId: 'b', itemCount: 2, tickers: ['AAPL', 'MSFT'] }),
      },
    ]);
    const [dead] = (await deliveries('--state', 'dead', '--json')).json<{ settledAt: string; nextTryAt: null }[]>();
    expect(dead).toMatchObject({ settledAt: expect.stringMatching(/Z$/), nextTryAt: null });
  });

  it('says when there are none, and what to do about a disabled sink', async () => {
    await storeWith(url, [], (store) => disableSink(store.registers, 'hook', 'hook: gone', Date.now() - 120_000));
    const { stdout } = await deliveries();
    expect(stdout).toMatch(/^no deliveries\n! hook was disabled 2 min ago: hook: gone\n {2}take it out/);
    expect(stdout).toContain('ingest deliveries retry --sink hook');
    expect((await deliveries('--json')).json()).toEqual([]);
  });

  it('refuses a state that there is not, and a store that there is not', async () => {
    expect(await deliveries('--state', 'daed')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/--state: unknown state "daed"\n {2}did you mean "dead"\? {2}known: pending, /),
    });
    expect((await deliveries()).exitCode).toBe(5);
    expect((await deliveries('--limit', '0')).exitCode).toBe(2);
  });
});

describe('deliveries show', () => {
  it('shows what an event announced and what became of it at each sink', async () => {
    await filled();
    const { stdout } = await deliveries('show', 'a');
    expect(stdout).toMatch(/^a {3}stored 1 min ago, 20/);
    expect(stdout).toContain('2 new stories for AAPL MSFT by tiingo\n');
    expect(stdout).toContain('found by run run-1');
    expect(stdout).toContain('1'.repeat(32));
    expect(stdout).toMatch(/ hook +dead +1 +–\n {5}hook: answered 400/);
    expect(stdout).toMatch(/ log +delivered +1 +–/);
    expect((await deliveries('show', 'a', '--json')).json<unknown[]>()).toHaveLength(2);
  });

  it('says when there is no such event', async () => {
    await filled();
    const { exitCode, stderr } = await deliveries('show', 'nothing');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('no delivery of an event "nothing"\n  ingest deliveries shows which there are');
    expect((await deliveries('show')).exitCode).toBe(2);
  });
});

describe('deliveries retry', () => {
  it('has the dead and dropped ones of an event sent again, to a sink that is enabled for it', async () => {
    await filled((store) => disableSink(store.registers, 'hook', 'gone', Date.now()));
    const { exitCode, stdout } = await deliveries('retry', 'a');
    expect(exitCode).toBe(0);
    expect(stdout).toBe('✓ hook is enabled again\n✓ 1 delivery is sent again with the next run\n');
    expect(await stored()).toEqual({
      states: ['a hook pending', 'a log delivered', 'b hook pending', 'c hook dropped'],
      disabled: [],
    });
  });

  it('has those of one sink sent again, and enables it also when there is nothing', async () => {
    await filled((store) => disableSink(store.registers, 'quiet', 'gone', Date.now()));
    expect((await deliveries('retry', '--sink', 'hook', '--json')).json()).toEqual({ retried: 2, enabled: [] });
    expect((await stored()).disabled).toEqual(['quiet']);
    const { stdout } = await deliveries('retry', '--sink', 'quiet');
    expect(stdout).toBe('✓ quiet is enabled again\n· nothing to send again: no dead or dropped delivery\n');
  });

  it('has all of them sent again, and enables every sink', async () => {
    await filled((store) => disableSink(store.registers, 'quiet', 'gone', Date.now()));
    expect((await deliveries('retry', '--all', '--json')).json()).toEqual({ retried: 2, enabled: ['quiet'] });
    expect(await stored()).toEqual({
      states: ['a hook pending', 'a log delivered', 'b hook pending', 'c hook pending'],
      disabled: [],
    });
  });

  it('leaves sinks alone that an event has nothing dead at', async () => {
    await filled((store) => disableSink(store.registers, 'hook', 'gone', Date.now()));
    expect((await deliveries('retry', 'b', '--json')).json()).toEqual({ retried: 0, enabled: [] });
    expect((await stored()).disabled).toEqual(['hook']);
  });
});

describe('deliveries drop', () => {
  it('gives up what is pending or dead: of an event, of a sink, or all', async () => {
    await filled();
    expect((await deliveries('drop', 'a', '--sink', 'hook')).stdout).toBe('✓ 1 delivery is given up\n');
    expect((await deliveries('drop', '--sink', 'hook', '--json')).json()).toEqual({ dropped: 1 });
    expect((await deliveries('drop', '--all')).stdout).toBe('· nothing to give up: no pending or dead delivery\n');
    expect((await stored()).states).toEqual(['a hook dropped', 'a log delivered', 'b hook dropped', 'c hook dropped']);
  });
});

describe.each(['retry', 'drop'])('deliveries %s', (command) => {
  it('must be told which, before anything is changed', async () => {
    await filled();
    const before = await stored();
    const none = await deliveries(command);
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toMatch(/which ones is not said\n {2}name an event, --sink NAME or --all/);
    expect((await deliveries(command, 'a', '--all')).stderr).toContain('--all goes with neither an event nor --sink');
    expect((await deliveries(command, 'nothing')).stderr).toContain('no delivery of an event "nothing"');
    const slip = await deliveries(command, '--sink', 'hok');
    expect(slip.exitCode).toBe(2);
    expect(slip.stderr).toContain('--sink: no delivery for "hok"\n  did you mean "hook"?  known: hook, log');
    expect(await stored()).toEqual(before);
  });

  it('says when there is nothing at all', async () => {
    await storeWith(url, []);
    expect((await deliveries(command, '--sink', 'hook')).stderr).toContain('there is no delivery yet');
    expect((await deliveries(command, '--all')).exitCode).toBe(0);
  });
});
