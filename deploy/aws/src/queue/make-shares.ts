import {
  dispositionOf,
  type ErrorCode,
  IngestError,
  type Job,
  makeShare,
  readJob,
  toError,
  toIso,
  untilAborted,
} from '@ingest/core';
import type { App } from '../app.js';
import { startBudget } from '../budget.js';
import { FunctionError } from '../failure.js';
import type { DeadLetter } from './dead-letters.js';
import type { ShareMessage } from './shares-event.js';

export interface SharesOptions {
  readonly app: App;
  readonly messages: readonly ShareMessage[];
  readonly bury: (letter: DeadLetter) => Promise<void>;
  /** Has a message that is to come again handed out soon, and not only when the next run has begun. */
  readonly hurry: (message: ShareMessage) => Promise<void>;
  /** Told that the store failed or hangs, and has to be opened anew for the next messages. */
  readonly onStoreLost: () => Promise<void>;
  /** How long the invocation may last, in milliseconds. */
  readonly remainingMs: number;
}

/**
 * What the worker answers with, in the form by which SQS learns which messages to hand out again. Nowhere is it said that anything
 * else may stand in it: what shares came to is in the log.
 */
export interface SharesResult {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** A message that was handed out so often and is still not done is poison. */
const mostReceives = 3;

/**
 * Makes the shares of a run that messages hold, one after the other. One that another process made already is done; one that was
 * cut off, whose store failed, or that another worker is at comes again: soon, but for the last, which is in good hands. What is no
 * share, and what fails the third time, goes to the dead letters with its reason.
 *
 * Rejects with a FunctionError, once all messages are dealt with, when the whole run failed with a share of them: Lambda counts
 * it. The messages come again then, and are found to be done. Whether it is tried again decides the next tick.
 */
export async function makeShares(options: SharesOptions): Promise<SharesResult> {
  const { app, messages, bury, hurry, onStoreLost, remainingMs } = options;
  const work = await app.begin();
  const budget = startBudget(app.clock, remainingMs, app.overdue);
  const failures: { itemIdentifier: string }[] = [];
  let failedRun: FunctionError | null = null;
  let isStoreLost = false;
  try {
    for (const message of messages) {
      const done = await untilAborted(budget.all, dealWith(message)).catch(toOverdue);
      if (!done) failures.push({ itemIdentifier: message.messageId });
    }
  } finally {
    app.writeMetrics();
    // To close a store that hangs takes as long as it hangs.
    if (isStoreLost) await untilAborted(budget.all, onStoreLost()).catch(() => {});
    budget.dispose();
    await work.end();
  }
  if (failedRun !== null) throw failedRun;
  return { batchItemFailures: failures };

  /** The time is over while something hangs: it comes again, and whatever is begun for the next one would hang, too. */
  function toOverdue(thrown: unknown): false {
    if (!budget.all.aborted) throw thrown;
    isStoreLost = true;
    app.trouble({ code: codeOf(thrown), message: app.redact(toError(thrown).message) });
    return false;
  }

  /** False: it is to come again. */
  async function dealWith(message: ShareMessage): Promise<boolean> {
    const { body, receives } = message;
    const job = jobIn(body);
    if (job === null) {
      await bury({ body, receives, code: 'CONFIG_INVALID', reason: 'the message holds no share of a run' });
      return true;
    }
    const trouble = await troubleWith(job);
    if (trouble === null) return true;
    // Nobody waits for it any more, and it was said already.
    if (budget.all.aborted) return false;
    const { isHeld, ...report } = trouble;
    isStoreLost ||= dispositionOf(report.code).family === 'store';
    app.trouble(report);
    if (receives < mostReceives) {
      if (!isHeld) await tryToHurry(message);
      return false;
    }
    await bury({ body, receives, code: trouble.code, reason: trouble.message });
    return true;
  }

  /** Where it fails the message comes again all the same, only later. */
  async function tryToHurry(message: ShareMessage): Promise<void> {
    try {
      await hurry(message);
    } catch (thrown) {
      app.trouble({ code: codeOf(thrown), message: app.redact(toError(thrown).message) });
    }
  }

  /** Makes a share; null when nothing is left to be done. */
  async function troubleWith(job: Job): Promise<Trouble | null> {
    // A share that is begun when the time is over would only hold its lease.
    if (budget.run.aborted)
      return { code: 'ABORTED', message: 'the time of the invocation was over before it was begun', isHeld: false };
    const { registers } = app.store;
    try {
      const run = (changes: object) => work.compose(changes).run({ signal: budget.run });
      const share = await makeShare(job, { registers, clock: app.clock, run });
      if (share.kind === 'unwanted') return null;
      if (share.kind === 'left') {
        const { outcome, error } = share.report;
        return { code: error?.code ?? 'ABORTED', message: share.why, isHeld: outcome === 'skipped' };
      }
      if (share.whole?.outcome === 'failed') failedRun = wholeFailure(job, share.whole.runId);
      return null;
    } catch (thrown) {
      // A bug may have ended it; whoever finds the letter is to see which.
      const { name, message } = toError(thrown);
      const words = IngestError.is(thrown) ? message : `${name}: ${message}`;
      return { code: codeOf(thrown), message: app.redact(words), isHeld: false };
    }
  }
}

/** Why a share is not made. */
interface Trouble {
  readonly code: ErrorCode;
  readonly message: string;
  /** Whether another worker is at it. */
  readonly isHeld: boolean;
}

const codeOf = (thrown: unknown): ErrorCode => (IngestError.is(thrown) ? thrown.code : 'ABORTED');

function wholeFailure({ slot, attempt, count }: Job, runId: string): FunctionError {
  return new FunctionError({
    code: 'SOURCES_EXHAUSTED',
    message: `the run of ${toIso(slot)}, attempt ${attempt + 1}, failed in all its ${count} shares (the last one: run ${runId})`,
    hint: 'the lines of its runs in the log say why; the next tick tries again where that has sense',
  });
}

function jobIn(body: string): Job | null {
  try {
    return readJob(JSON.parse(body));
  } catch {
    return null;
  }
}
