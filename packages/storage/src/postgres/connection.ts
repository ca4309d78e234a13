import { IngestError, type OpenOptions } from '@ingest/core';
import { Patience } from '../shared/patience.js';
import { AnchorCache } from './anchors.js';
import type { PostgresClient } from './client.js';
import { makePool } from './connect.js';
import { kindOf, toStoreError } from './errors.js';
import { Lender } from './lender.js';
import type { AdvisoryLock } from './locks.js';
import type { PostgresSettings } from './options.js';
import { prepareSchema } from './prepare-schema.js';
import { persist } from './retry.js';
import { Session, type SessionSettings } from './session.js';
import { CommitInDoubt, inSnapshot, transact } from './transact.js';

type State = 'new' | 'opening' | 'open' | 'closed';

/** How long the server may be silent about a statement that it does not limit before the connection is given up, in milliseconds. */
const silenceMs = 10 * 60_000;

/**
 * The connections to a server.
 *
 * - `new` → `opening` by {@link Connection.open}; back to `new` when that fails, so that it may be tried again.
 * - `opening` → `open`: operations work.
 * - any → `closed` by {@link Connection.close}, for good, once what was begun has ended. A pool that was handed in stays open.
 *
 * In every state but `open` each operation rejects with STORE_CLOSED. A connection that is lost is made again, and what was begun
 * on it is begun anew: a transaction that was cut off left nothing, and of one that was cut off while it was committed the
 * server is asked what became of it.
 */
export class Connection {
  readonly anchors = new AnchorCache();
  private state: State = 'new';
  private lender: Lender | null = null;
  private readonly settings: PostgresSettings & SessionSettings;

  constructor(settings: PostgresSettings) {
    this.settings = { ...settings, answerTimeoutMs: silenceMs };
  }

  /** The schema in which the store is. */
  get schema(): string {
    return this.settings.schema;
  }

  async open(options: OpenOptions): Promise<void> {
    if (this.state !== 'new') throw new TypeError(`the store ${this.settings.location} was opened before`);
    this.state = 'opening';
    try {
      const { target } = this.settings;
      this.lender =
        target.kind === 'pool'
          ? new Lender(target.pool, null)
          : new Lender(await makePool(target.address, target.maxConnections), target.maxConnections);
      await this.attempted('open it', () =>
        persist(this.settings, () =>
          this.withClient((client) => prepareSchema(client, this.settings, options)).catch((thrown) => {
            // Once more, it finds out by itself whether the schema was made.
            throw thrown instanceof CommitInDoubt ? thrown.thrown : thrown;
          }),
        ),
      );
    } catch (thrown) {
      await this.release();
      if (this.state === 'opening') this.state = 'new';
      throw thrown;
    }
    if (this.state === 'opening') this.state = 'open';
    else await this.release();
  }

  async close(): Promise<void> {
    this.state = 'closed';
    await this.attempted('close it', () => this.release());
  }

  /** Rejects with STORE_CLOSED as an operation does. */
  assertOpen(): void {
    this.opened();
  }

  /** Statements that read one state of the store. `statementTimeoutMs`: of each, where it is another than that of the options. */
  snapshot<Value>(
    attempted: string,
    step: (session: Session) => Promise<Value>,
    { statementTimeoutMs = this.settings.statementTimeoutMs }: { readonly statementTimeoutMs?: number } = {},
  ): Promise<Value> {
    const settings = { ...this.settings, statementTimeoutMs };
    return this.attempted(attempted, () =>
      persist(settings, () => this.withClient((client) => inSnapshot(client, settings, step))),
    );
  }

  /**
   * Several statements that are written together or not at all, after locks that other processes take too. The step may be begun
   * anew, so it keeps nothing of what it did before.
   */
  transaction<Value>(
    attempted: string,
    locks: readonly AdvisoryLock[],
    step: (session: Session) => Promise<Value>,
  ): Promise<Value> {
    return this.attempted(attempted, () =>
      persist(this.settings, async () => {
        try {
          return await this.withClient((client) => transact(client, this.settings, locks, step));
        } catch (thrown) {
          if (thrown instanceof CommitInDoubt) return this.clearUp<Value>(thrown);
          throw thrown;
        }
      }),
    );
  }

  /** What a commit in doubt came to; throws what ended it when it was not committed, as the step is to be tried again then. */
  private async clearUp<Value>({ transactionId, value, thrown }: CommitInDoubt<Value>): Promise<Value> {
    const patience = new Patience(this.settings);
    while (await patience.pause()) {
      const status = await this.withClient((client) => statusOf(client, this.settings, transactionId)).catch(
        (error) => {
          if (kindOf(error) === 'lost') return 'in progress';
          throw error;
        },
      );
      if (status === 'committed') return value;
      if (status === 'aborted') throw thrown;
      if (status === null) break;
    }
    throw new IngestError(
      'STORE_UNAVAILABLE',
      `the connection to the store ${this.settings.location} was lost during a commit`,
      {
        hint: 'whether it was stored is not known: run again, which stores what is missing and nothing twice',
        context: { location: this.settings.location },
        cause: thrown,
      },
    );
  }

  private async attempted<Value>(what: string, step: () => Promise<Value>): Promise<Value> {
    try {
      return await step();
    } catch (thrown) {
      throw toStoreError(thrown, what, this.settings.location);
    }
  }

  private withClient<Value>(work: (client: PostgresClient) => Promise<Value>): Promise<Value> {
    const assertOpen = () => this.assertOpen();
    return this.opened().lend(assertOpen, work);
  }

  private opened(): Lender {
    if (this.lender !== null && (this.state === 'open' || this.state === 'opening')) return this.lender;
    throw new IngestError('STORE_CLOSED', `the store ${this.settings.location} is not open`, {
      hint: 'open it first: this is a mistake of the calling code',
    });
  }

  private async release(): Promise<void> {
    const { lender } = this;
    this.lender = null;
    await lender?.release();
  }
}

async function statusOf(
  client: PostgresClient,
  settings: SessionSettings,
  transactionId: string,
): Promise<'committed' | 'aborted' | 'in progress' | null> {
  const { rows } = await new Session(client, settings).query('SELECT pg_xact_status($1::xid8) AS status', [
    transactionId,
  ]);
  return (rows[0] as { status: 'committed' | 'aborted' | 'in progress' | null }).status;
}
