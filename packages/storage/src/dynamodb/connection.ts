import { type EpochMs, IngestError, millisecondsBetween, type OpenOptions } from '@ingest/core';
import { type DynamoClient, loadDriver, makeClient } from './client.js';
import { DayIndex } from './day-index.js';
import { isDenied, isMissingTable, Overtaken, toStoreError } from './errors.js';
import { type Head, makeHead, readHead } from './head.js';
import { makeTable } from './make-table.js';
import type { DynamoSettings } from './options.js';
import { Table } from './table.js';
import { NotMade, toTableError } from './table-error.js';

type State = 'new' | 'opening' | 'open' | 'closed';

/** How often an answer is put together anew because somebody committed meanwhile. */
const mostReadings = 4;

/** The longest pause between two tries at what others were faster with, in milliseconds. */
const longestPauseMs = 200;

/**
 * The way to a table.
 *
 * - `new` → `opening` by {@link Connection.open}; back to `new` when that fails, so that it may be tried again.
 * - `opening` → `open`: operations work.
 * - any → `closed` by {@link Connection.close}, for good, once what was begun has ended, of which no request is sent again. A client that was handed in stays.
 *
 * In every state but `open` each operation rejects with STORE_CLOSED. Nothing is held between two requests, so that there is no
 * connection to lose.
 */
export class Connection {
  readonly days = new DayIndex();
  private readonly settings: DynamoSettings;
  private state: State = 'new';
  private table: Table | null = null;
  private own: DynamoClient | null = null;
  private readonly running = new Set<Promise<unknown>>();

  constructor(settings: DynamoSettings) {
    this.settings = settings;
  }

  get location(): string {
    return this.settings.location;
  }

  /** For how long events and rejected items are kept, in milliseconds. */
  get keptMs(): number {
    return this.settings.keptMs;
  }

  now(): EpochMs {
    return this.settings.clock.now();
  }

  async open({ create }: OpenOptions): Promise<void> {
    if (this.state !== 'new') throw new TypeError(`the store ${this.location} was opened before`);
    this.state = 'opening';
    try {
      await this.named('open it', async () => {
        const { target, table: name } = this.settings;
        const driver = await loadDriver();
        if (target.kind === 'address') this.own = makeClient(driver, target.address);
        const client = target.kind === 'client' ? target.client : (this.own as DynamoClient);
        const table = new Table(name, driver, client, this.settings);
        try {
          await this.prepare(table, create, () => makeTable(table, driver, this.settings));
        } catch (thrown) {
          throw await toTableError(thrown, table, client);
        }
        this.table = table;
      });
    } catch (thrown) {
      this.release();
      if (this.state === 'opening') this.state = 'new';
      throw thrown;
    }
    if (this.state === 'opening') this.state = 'open';
    else this.release();
  }

  async close(): Promise<void> {
    this.state = 'closed';
    this.table?.giveUp();
    await Promise.allSettled(this.running);
    this.release();
  }

  /** Throws STORE_CLOSED as an operation rejects. */
  assertOpen(): void {
    this.opened();
  }

  /** Rejects with STORE_CLOSED, and names what was attempted when the service fails. */
  run<Value>(attempted: string, step: (table: Table) => Promise<Value>): Promise<Value> {
    const running = this.named(attempted, async () => step(this.opened()));
    this.running.add(running);
    const forget = () => this.running.delete(running);
    running.then(forget, forget);
    return running;
  }

  /**
   * Reads that belong together: put together anew when somebody committed meanwhile, some times. What comes to be written on
   * them is checked once more, against the head.
   */
  snapshot<Value>(attempted: string, read: (table: Table) => Promise<Value>): Promise<Value> {
    return this.run(attempted, async (table) => {
      let before = await this.headOf(table);
      for (let reading = 1; ; reading += 1) {
        const value = await read(table);
        const after = await this.headOf(table);
        if (after.version === before.version || reading === mostReadings) return value;
        before = after;
      }
    });
  }

  /** The head of a store that was there when it was opened. */
  async headOf(table: Table): Promise<Head> {
    const head = await readHead(table);
    if (head !== null) return head;
    throw new IngestError('STORE_CORRUPT', `the row HEAD of the store ${this.location} is gone`, {
      hint: 'something removed rows of the table: restore it from a backup',
    });
  }

  /** A pause for each time that others were faster, growing and by chance, for as long as that is borne. */
  *pauses(): Generator<() => Promise<void>> {
    const { clock, chance, busyTimeoutMs } = this.settings;
    const started = clock.elapsed();
    for (let longestMs = 10; millisecondsBetween(started, clock.elapsed()) <= busyTimeoutMs; )
      yield async () => {
        await clock.wait(chance.next() * longestMs);
        longestMs = Math.min(longestMs * 2, longestPauseMs);
      };
  }

  overtaken(): Error {
    return new Overtaken(`others were faster again and again, for ${this.settings.busyTimeoutMs} ms`);
  }

  private async prepare(table: Table, create: boolean, make: () => Promise<void>): Promise<void> {
    const head = await readHead(table).catch((thrown: unknown) => {
      // That it is not there is what is to be mended.
      if (isMissingTable(thrown)) return undefined;
      throw thrown;
    });
    if (head) return;
    if (!create)
      throw new IngestError('STORE_UNAVAILABLE', `could not open the store ${this.location}: there is none`, {
        hint: 'check table and region in the url; `ingest run` makes the store',
      });
    if (head === undefined)
      await make().catch((thrown: unknown) => {
        throw isDenied(thrown) ? new NotMade(thrown) : thrown;
      });
    await makeHead(table);
  }

  private async named<Value>(attempted: string, step: () => Promise<Value>): Promise<Value> {
    try {
      return await step();
    } catch (thrown) {
      throw toStoreError(thrown, attempted, this.location);
    }
  }

  private opened(): Table {
    if (this.table !== null && this.state === 'open') return this.table;
    throw new IngestError('STORE_CLOSED', `the store ${this.location} is not open`, {
      hint: 'open it first: this is a mistake of the calling code',
    });
  }

  private release(): void {
    this.table = null;
    this.own?.destroy();
    this.own = null;
  }
}
