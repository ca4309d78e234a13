import { systemClock } from '@ingest/core';
import { readEnvironment } from './environment.js';
import { functionHandler } from './function-handler.js';
import { keepApp } from './kept-app.js';
import type { AskParameters } from './parameters.js';
import type { DeadLetter } from './queue/dead-letters.js';
import { makeShares } from './queue/make-shares.js';
import { readSharesEvent, type ShareMessage } from './queue/shares-event.js';

const clock = systemClock();
// The clients of AWS are loaded where they are needed: that is most of the time a start takes.
const ask: AskParameters = async (names) => (await import('./ask-parameters.js')).askParameters(names);
const kept = keepApp({ environment: () => readEnvironment('worker'), ask, clock });
// Lambda gives a function more of a processor while it starts than while it works.
await kept.warm();

/** Makes the shares of a run that a batch of messages holds; see {@link makeShares}. */
export const handler = functionHandler(
  { kept, clock, writesHeartbeat: false },
  ({ app, environment, event, remainingMs }) => {
    const { INGEST_DEAD_LETTER_URL: deadLetters, INGEST_QUEUE_URL: shares } = environment.variables;
    const bury = async (letter: DeadLetter) =>
      (await import('./queue/dead-letters.js')).sendDeadLetter(deadLetters, letter);
    const hurry = async ({ receiptHandle }: ShareMessage) =>
      (await import('./queue/hand-out-again.js')).handOutAgain(shares, receiptHandle);
    const messages = readSharesEvent(event);
    return makeShares({ app, messages, bury, hurry, onStoreLost: kept.drop, remainingMs });
  },
);
