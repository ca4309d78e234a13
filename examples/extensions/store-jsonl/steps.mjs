/** A page as JSON can hold it: the opinions of a scorer are a Map, which is written as the list of its entries. */
export function toLine({ scores, ...commit }) {
  return { ...commit, scores: scores && { ...scores, opinions: [...scores.opinions] } };
}

function fromLine({ scores, ...commit }) {
  return { ...commit, scores: scores && { ...scores, opinions: new Map(scores.opinions) } };
}

/**
 * Every operation that writes, as a step that JSON can hold, and how a step is done again. A decision of core (`conclude`,
 * `decide`) cannot be written down, what it came to can: that is what a step holds.
 */
export const steps = {
  commitPage: (store, [page, conclusion]) =>
    store.articles.commitPage({ ...fromLine(page), conclude: () => conclusion }),
  addScores: (store, asked) => store.articles.addScores(...asked),
  take: (store, asked) => store.leases.take(...asked),
  renew: (store, asked) => store.leases.renew(...asked),
  release: (store, asked) => store.leases.release(...asked),
  register: (store, [name, after]) => store.registers.change(name, () => ({ after, result: null })),
  add: (store, asked) => store.outbox.add(...asked),
  takeDelivery: (store, asked) => store.outbox.take(...asked),
  settle: (store, asked) => store.outbox.settle(...asked),
  retry: (store, asked) => store.outbox.retry(...asked),
  drop: (store, asked) => store.outbox.drop(...asked),
  incidents: (store, [change]) => store.incidents.change(() => ({ ...change, result: null })),
  prune: (store, asked) => store.maintenance.prune(...asked),
};

/** Does a step again. Whatever it answers was answered when it was written. */
export async function doAgain(store, [name, asked]) {
  await steps[name](store, asked);
}
