import type { ScorableItem, Scorer } from '../contracts/scorer.js';
import type { ConformanceCase } from './conformance-case.js';
import { ensure, opinionsOf } from './scorer-checks.js';
import { type ScorerSubject, textsOf } from './scorer-subject.js';

/** How long after the signal a scorer may take to reject, in milliseconds. */
const patienceMs = 1000;

/** What a scorer does when its caller no longer wants the opinions. */
export const abortCases: readonly ConformanceCase<ScorerSubject>[] = [
  {
    name: 'with a signal that has fired it rejects with the signal’s reason',
    async run(subject) {
      const reason = new Error('aborted before the work');
      await rejectsWith(reason, await subject.create(), itemsOf(textsOf(subject)), AbortSignal.abort(reason));
    },
  },
  {
    name: 'with a signal that has fired it rejects also where there is nothing to score',
    async run(subject) {
      const reason = new Error('aborted before no work');
      await rejectsWith(reason, await subject.create(), [], AbortSignal.abort(reason));
    },
  },
  {
    name: 'when the signal fires while it works it rejects with the signal’s reason',
    async run(subject) {
      const reason = new Error('aborted in the middle of the work');
      const controller = new AbortController();
      const items = itemsOf(textsOf(subject));
      // Whoever reads this headline is at work: however quick a scorer is, the signal fires in the middle of it.
      items.splice(1, 0, {
        get headline() {
          controller.abort(reason);
          return 'Acme profit rises again';
        },
      });
      await rejectsWith(reason, await subject.create(), items, controller.signal);
    },
  },
  {
    name: 'after an abort it goes on for others',
    async run(subject) {
      const scorer = await subject.create();
      await scorer
        .score(itemsOf(textsOf(subject)), { signal: AbortSignal.abort(new Error('of another caller')) })
        .catch(() => {});
      await opinionsOf(scorer, textsOf(subject));
    },
  },
];

function itemsOf(texts: readonly string[]): ScorableItem[] {
  return texts.map((headline) => ({ headline }));
}

async function rejectsWith(
  reason: unknown,
  scorer: Scorer,
  items: readonly ScorableItem[],
  signal: AbortSignal,
): Promise<void> {
  const outcome = await Promise.race([
    scorer.score(items, { signal }).then(
      () => 'resolved',
      (thrown: unknown) => (thrown === reason ? null : `rejected with ${String(thrown)}`),
    ),
    isOverdue(signal),
  ]);
  ensure(outcome === null, `the signal fired, and it ${outcome}`);
}

/** Resolves when the signal has fired and patience is over. */
async function isOverdue(signal: AbortSignal): Promise<string> {
  if (!signal.aborted) await fired(signal);
  await fired(AbortSignal.timeout(patienceMs));
  return `did nothing for ${patienceMs} ms`;
}

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
