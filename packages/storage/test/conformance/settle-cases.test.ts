import { describe } from 'vitest';
import { settleCases } from '../../src/conformance/settle-cases.js';
import { findOut } from '../support/conform.js';

describe('the cases of settling', () => {
  findOut(settleCases, {
    'lets any claim settle': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          settle(claim, now, result) {
            const attempts = data.outbox.get(`${claim.eventId}\u0000${claim.sink}`)?.delivery.attempts;
            return outbox.settle({ ...claim, attempt: attempts ?? claim.attempt }, now, result);
          },
        },
      }),
      foundBy: [
        'who settles after another took over is told so, and writes nothing',
        'what nobody claimed is not settled',
      ],
    },
    'says yes to whoever settles': {
      how: ({ outbox }) => ({
        outbox: { ...outbox, settle: (...asked) => outbox.settle(...asked).then(() => true) },
      }),
      foundBy: [
        'who settles after another took over is told so, and writes nothing',
        'a claim settles once, whatever it came to',
        'what nobody claimed is not settled',
      ],
    },
    'refuses whoever is late': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async settle(claim, now, result) {
            const kept = data.outbox.get(`${claim.eventId}\u0000${claim.sink}`);
            return kept?.claim && now >= kept.claim.until ? false : outbox.settle(claim, now, result);
          },
        },
      }),
      foundBy: ['a claim that is over settles while nobody took it'],
    },
    'goes on claiming what is to be tried again': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async settle(claim, now, result) {
            const key = `${claim.eventId}\u0000${claim.sink}`;
            const held = data.outbox.get(key)?.claim ?? null;
            const isSettled = await outbox.settle(claim, now, result);
            const kept = data.outbox.get(key);
            if (isSettled && kept?.delivery.state === 'pending') data.outbox.set(key, { ...kept, claim: held });
            return isSettled;
          },
        },
      }),
      foundBy: [
        'a wait ends the claim, and is over before its beginning too',
        'a claim settles once, whatever it came to',
      ],
    },
    'waits for nothing': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          settle: (claim, now, result) =>
            outbox.settle(claim, now, result.kind === 'again' ? { ...result, waits: { from: 0, until: 0 } } : result),
        },
      }),
      foundBy: ['a delivery that is to be tried again waits, and keeps none behind it back'],
    },
    'believes a wait of a clock that was ahead': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          settle: (claim, now, result) =>
            outbox.settle(
              claim,
              now,
              result.kind === 'again'
                ? { ...result, waits: { ...result.waits, from: Number.NEGATIVE_INFINITY } }
                : result,
            ),
        },
      }),
      foundBy: ['a wait ends the claim, and is over before its beginning too'],
    },
    'lets a waiting delivery keep others back': {
      how: ({ outbox }, data) => ({
        outbox: {
          ...outbox,
          async take(sink, now, claim) {
            const waiting = [...data.outbox.values()].some(
              ({ delivery: { waits, state } }) => state === 'pending' && waits !== null && now < waits.until,
            );
            return waiting ? null : outbox.take(sink, now, claim);
          },
        },
      }),
      foundBy: ['a delivery that is to be tried again waits, and keeps none behind it back'],
    },
    'forgets when it was settled': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          async *list(query) {
            for await (const delivery of outbox.list(query)) yield { ...delivery, settledAt: null };
          },
        },
      }),
      foundBy: ['what is delivered, dead or dropped says when, and is never taken'],
    },
    'tries dead ones again': {
      how: ({ outbox }) => ({
        outbox: {
          ...outbox,
          async take(sink, now, claim) {
            const taken = await outbox.take(sink, now, claim);
            if (taken !== null) return taken;
            await outbox.retry({ sink });
            return outbox.take(sink, now, claim);
          },
        },
      }),
      foundBy: ['what is delivered, dead or dropped says when, and is never taken'],
    },
  });
});
