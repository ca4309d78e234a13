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
  const session = sessionOf(client, settings);
  let value: Value;
  let transactionId: string;
  try {
    transactionId = await begin(session, settings, locks);
    value = await step(session);
  } catch (thrown) {
    return undo(session, thrown);
  }
  try {
    await session.execute('COMMIT');
    return value;
  } catch (thrown) {
    if (kindOf(thrown) !== 'lost') throw thrown;
    throw new CommitInDoubt(transactionId, value, thrown);
  }
}

/** Runs a step that only reads, and reads one state of the store with all its statements. */
export async function inSnapshot<Value>(
  client: PostgresClient,
  settings: PostgresSettings & SessionSettings,
  step: (session: Session) => Promise<Value>,
): Promise<Value> {
  const session = sessionOf(client, settings);
  let value: Value;
  try {
    await session.execute(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n${limits(settings)}`);
    value = await step(session);
  } catch (thrown) {
    return undo(session, thrown);
  }
  await session.execute('COMMIT');
  return value;
}

/** How much later than its limits an answer of the server may come, in milliseconds. */
const answerMarginMs = 5_000;

/** Where the server limits its statements itself, a longer silence is no slow statement: the way to it is gone. */
function sessionOf(client: PostgresClient, settings: PostgresSettings & SessionSettings): Session {
  const { busyTimeoutMs, statementTimeoutMs, answerTimeoutMs } = settings;
  const isLimited = busyTimeoutMs > 0 && statementTimeoutMs > 0;
  const longestMs = busyTimeoutMs + statementTimeoutMs + answerMarginMs;
  return new Session(client, { ...settings, answerTimeoutMs: isLimited ? longestMs : answerTimeoutMs });
}

/** Takes back what was begun, and throws why. A connection on which even this fails is lost by that, and given up. */
async function undo(session: Session, thrown: unknown): Promise<never> {
  if (kindOf(thrown) !== 'lost') await session.execute('ROLLBACK');
  throw thrown;
}

/** Begins, waits for the locks, and answers with the number of the transaction: all in one question. */
async function begin(session: Session, settings: PostgresSettings, locks: readonly AdvisoryLock[]): Promise<string> {
  const text = [beginning(settings, locks), 'SELECT pg_current_xact_id()::text AS id'].join('\n');
  const answers = await session.execute(text);
  const last = answers.at(-1)?.rows[0] as { readonly id: string } | undefined;
  if (last === undefined) throw new TypeError('a transaction has a number');
  return last.id;
}

/**
 * The locks are one statement, so that all of them together are waited for no longer than one. Statements that stay prepared are
 * planned while tables are small: by seeks alone they serve large ones as well.
 */
function beginning(settings: PostgresSettings, locks: readonly AdvisoryLock[]): string {
  const { busyTimeoutMs } = settings;
  return `BEGIN ISOLATION LEVEL READ COMMITTED;
${limits({ busyTimeoutMs, statementTimeoutMs: busyTimeoutMs })}
${takingLocks(locks)}
${limits(settings)}
SET LOCAL enable_seqscan = off;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_bitmapscan = off;
SET LOCAL jit = off;`;
}

/** What is set here ends with the transaction, so that a connection comes back to its pool as it was. */
function limits({
  busyTimeoutMs,
  statementTimeoutMs,
}: Pick<PostgresSettings, 'busyTimeoutMs' | 'statementTimeoutMs'>): string {
  return `SET LOCAL lock_timeout = ${busyTimeoutMs};
SET LOCAL statement_timeout = ${statementTimeoutMs};
SET LOCAL idle_in_transaction_session_timeout = 60000;`;
}
