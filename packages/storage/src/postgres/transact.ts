import type { PostgresClient } from './client.js';
import { kindOf } from './errors.js';
import { type AdvisoryLock, takingLocks } from './locks.js';
import type { PostgresSettings } from './options.js';
import { Session, type SessionSettings } from './session.js';

/** Nobody knows whether a transaction was committed: the connection was lost while the server was asked to. */
export class CommitInDoubt<Value> {
  /** By which the server knows it. */
  readonly transactionId: string;
  /** What the step came to, if it was committed. */
  readonly value: Value;
  readonly thrown: unknown;

  constructor(transactionId: string, value: Value, thrown: unknown) {
    this.transactionId = transactionId;
    this.value = value;
    this.thrown = thrown;
  }
}

/**
 * Runs a step in one transaction that sees what others committed before each statement of it; locks are taken first. When it
 * throws, nothing of it stays. Throws {@link CommitInDoubt} when that cannot be told.
 */
export async function transact<Value>(
  client: PostgresClient,
  settings: PostgresSettings & SessionSettings,
  locks: readonly AdvisoryLock[],
  step: (session: Session) => Promise<Value>,
): Promise<Value> {
  const session = new Session(client, settings);
  let value: Value;
  let transactionId: string;
  try {
    transactionId = await begin(session, settings, locks);
    value = await step(session);
  } catch (thrown) {
    // A connection on which even this fails is lost by that, and given up.
    if (kindOf(thrown) !== 'lost') await session.execute('ROLLBACK');
    throw thrown;
  }
  try {
    await session.execute('COMMIT');
    return value;
  } catch (thrown) {
    if (kindOf(thrown) !== 'lost') throw thrown;
    throw new CommitInDoubt(transactionId, value, thrown);
  }
}

/** Begins, waits for the locks, and answers with the number of the transaction: all in one question. */
async function begin(session: Session, settings: PostgresSettings, locks: readonly AdvisoryLock[]): Promise<string> {
  const text = [beginning(settings), takingLocks(locks), 'SELECT pg_current_xact_id()::text AS id'].join('\n');
  const answers = await session.execute(text);
  const last = answers.at(-1)?.rows[0] as { readonly id: string } | undefined;
  if (last === undefined) throw new TypeError('a transaction has a number');
  return last.id;
}

/**
 * What is set here ends with the transaction, so that a connection comes back to its pool as it was. Statements that stay
 * prepared are planned while tables are small: by seeks alone they serve large ones as well.
 */
function beginning({ busyTimeoutMs, statementTimeoutMs }: PostgresSettings): string {
  return `BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL lock_timeout = ${busyTimeoutMs};
SET LOCAL statement_timeout = ${statementTimeoutMs};
SET LOCAL idle_in_transaction_session_timeout = 60000;
SET LOCAL enable_seqscan = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_bitmapscan = off;
SET LOCAL jit = off;`;
}

/** Runs a step that only reads, and reads one state of the store with all its statements. */
export async function inSnapshot<Value>(
  client: PostgresClient,
  settings: SessionSettings,
  step: (session: Session) => Promise<Value>,
): Promise<Value> {
  const session = new Session(client, settings);
  await session.execute('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await step(session);
  } finally {
    await session.execute('COMMIT').catch(() => {});
  }
}
