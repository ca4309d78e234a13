import { IngestError, type OpenOptions } from '@ingest/core';
import type { SqliteClient } from './client.js';
import { toStoreError } from './errors.js';
import { inTransaction, openClient, untilUnlocked } from './open-client.js';
import type { SqliteSettings } from './options.js';
import { type SameFile, sameFile } from './same-file.js';

type State = 'new' | 'opening' | 'open' | 'closed';

/**
 * One connection to a database.
 *
 * - `new` → `opening` by {@link Connection.open}; back to `new` when that fails, so that it may be tried again.
 * - `opening` → `open`: operations work.
 * - any → `closed` by {@link Connection.close}, for good. A client that was handed in stays open.
 *
 * In every state but `open` each operation rejects with STORE_CLOSED. An operation is one synchronous step of the client, so
 * two never mix; while it waits for another process's lock, nothing of it has happened.
 */
export class Connection {
  private state: State = 'new';
  private client: SqliteClient | null = null;
  /** Null for a client that was handed in. */
  private file: SameFile | null = null;
  private readonly settings: SqliteSettings;

  constructor(settings: SqliteSettings) {
    this.settings = settings;
  }

  async open(options: OpenOptions): Promise<void> {
    if (this.state !== 'new') throw new TypeError(`the store ${this.settings.location} was opened before`);
    this.state = 'opening';
    try {
      this.client = await openClient(this.settings, options);
      const { target, location } = this.settings;
      if (target.kind === 'file') this.file = sameFile(this.client.name, location);
    } catch (thrown) {
      if (this.state === 'opening') this.state = 'new';
      throw toStoreError(thrown, 'open it', this.settings.location);
    }
    if (this.state === 'opening') this.state = 'open';
    else this.release();
  }

  async close(): Promise<void> {
    this.state = 'closed';
    try {
      this.release();
    } catch (thrown) {
      throw toStoreError(thrown, 'close it', this.settings.location);
    }
  }

  /** A step that reads, or that is a single statement. */
  async step<T>(attempted: string, step: (client: SqliteClient) => T): Promise<T> {
    try {
      return await untilUnlocked(this.settings.busyTimeoutMs, () => step(this.opened()));
    } catch (thrown) {
      throw toStoreError(thrown, attempted, this.settings.location);
    }
  }

  /** Several statements that read one state of the store. */
  snapshot<T>(attempted: string, step: (client: SqliteClient) => T): Promise<T> {
    return this.step(attempted, (client) => inTransaction(client, 'DEFERRED', () => step(client)));
  }

  /** Several statements that are written together or not at all, one process after the other. */
  transaction<T>(attempted: string, step: (client: SqliteClient) => T): Promise<T> {
    return this.step(attempted, (client) => {
      this.file?.assert();
      return inTransaction(client, 'IMMEDIATE', () => step(client));
    });
  }

  private opened(): SqliteClient {
    if (this.state === 'open' && this.client?.open === true) return this.client;
    throw new IngestError('STORE_CLOSED', `the store ${this.settings.location} is not open`, {
      hint: 'open it first: this is a mistake of the calling code',
    });
  }

  private release(): void {
    const { client } = this;
    this.client = null;
    if (this.settings.target.kind === 'file') client?.close();
  }
}
