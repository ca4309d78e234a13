import pLimit, { type LimitFunction } from 'p-limit';
import type { PostgresClient, PostgresPool } from './client.js';
import { isPoolFull, kindOf } from './errors.js';
import { CommitInDoubt } from './transact.js';

/**
 * Lends the connections of a pool, each to one operation at a time. In a pool of its own an operation waits for a free one for as
 * long as others have them: the driver would call that a server that cannot be reached.
 */
export class Lender {
  private readonly pool: PostgresPool;
  /** Null for a pool that was handed in: how many connections it has, and who else has them, is its owner's. */
  private readonly ownSize: number | null;
  private readonly limit: LimitFunction;
  private readonly lent = new Set<Promise<unknown>>();

  constructor(pool: PostgresPool, ownSize: number | null) {
    this.pool = pool;
    this.ownSize = ownSize;
    this.limit = pLimit(ownSize ?? Number.POSITIVE_INFINITY);
    pool.on('error', ignore);
  }

  /**
   * Has a connection while it works; one that was lost, or on which a transaction may still be open, is not used again.
   * `assertOpen` is asked once it is its turn.
   */
  async lend<Value>(assertOpen: () => void, work: (client: PostgresClient) => Promise<Value>): Promise<Value> {
    const done = this.limit(() => {
      assertOpen();
      return this.use(work);
    });
    this.lent.add(done);
    try {
      return await done;
    } finally {
      this.lent.delete(done);
    }
  }

  /** Once what was begun has ended: ends a pool of its own, and leaves one that was handed in. */
  async release(): Promise<void> {
    await Promise.allSettled(this.lent);
    if (this.ownSize !== null) await this.pool.end();
    this.pool.removeListener('error', ignore);
  }

  private async use<Value>(work: (client: PostgresClient) => Promise<Value>): Promise<Value> {
    const client = await this.connect();
    client.on('error', ignore);
    let isSound = true;
    try {
      return await work(client);
    } catch (thrown) {
      isSound = !(thrown instanceof CommitInDoubt) && kindOf(thrown) !== 'lost';
      throw thrown;
    } finally {
      client.removeListener('error', ignore);
      client.release(!isSound);
    }
  }

  private async connect(): Promise<PostgresClient> {
    try {
      return await this.pool.connect();
    } catch (thrown) {
      // Whose turn it is finds a connection free or makes one: the server did not answer, whatever the driver calls it.
      if (this.ownSize !== null && isPoolFull(thrown))
        throw new Error('Connection terminated due to connection timeout', { cause: thrown });
      throw thrown;
    }
  }
}

/** An error that nobody listens to ends the process; whoever waits for an answer learns of it anyway. */
function ignore(): void {}
