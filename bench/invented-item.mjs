/** The n-th of many stories that nobody takes for one another, published a minute before `now`, as a source hands it over. */
export function inventedItem(number, now) {
  const at = now - 60_000;
  const words = ['Calder', 'Arven', 'Dunmore', 'Fenwick', 'Galtrix'];
  const headline = `${words[number % 5]} opens plant ${number} of its ${number * 7} in harbour ${number * 13}`;
  const candidate = { sourceId: String(number), headline, publishedAt: at, tickers: ['AAPL'], tags: [] };
  return {
    kind: 'candidate',
    candidate: { description: null, url: null, publisher: null, ...candidate },
    raw: {},
    order: at,
  };
}
