import type { RecordedExchange } from './index-recording.js';
import type { Asked } from './locate.js';

/** What a request is answered with. */
export type Match =
  /** The next recorded exchange, used up by this. */
  | { readonly kind: 'next'; readonly exchange: RecordedExchange }
  /** All are used up and the last one failed: a retry ends with the failure before it. */
  | { readonly kind: 'again'; readonly exchange: RecordedExchange }
  /** All are used up and the last one was good: a page without news. */
  | { readonly kind: 'empty' }
  /** Never recorded; `instead` says what was, in words. */
  | { readonly kind: 'mismatch'; readonly instead: string };

export interface Matcher {
  match(asked: Asked): Match;
  /** How many exchanges are not used up. */
  leftOver(): number;
  /** The same of those of one source that hold these tickers, others beside them or not. */
  leftOverOf(source: string, tickerKey: string): number;
}

/** The exchanges that asked for the same, in the order in which they began. */
interface Queue {
  readonly asked: Asked;
  readonly exchanges: RecordedExchange[];
  used: number;
}

/** Answers requests from recorded exchanges, each of them once. */
export function createMatcher(exchanges: readonly RecordedExchange[]): Matcher {
  const queues = new Map<Asked, Queue>();
  for (const exchange of exchanges) {
    const queue = queues.get(exchange.asked);
    if (queue === undefined) queues.set(exchange.asked, { asked: exchange.asked, exchanges: [exchange], used: 0 });
    else queue.exchanges.push(exchange);
  }
  const paths = groupByPath(queues.values());
  const found = new Map<string, Queue | null>();
  let left = exchanges.length;

  function find(asked: Asked): Queue | null {
    const key = JSON.stringify([asked.source, asked.method, asked.path, asked.tickerKey]);
    const known = found.get(key);
    if (known !== undefined) return known;
    const candidates = paths.filter(([first]) => isSamePath(first.asked, asked)).flat();
    const queue = candidates.find((candidate) => candidate.asked.tickerKey === asked.tickerKey);
    const serving = queue ?? smallestSuperset(candidates, asked);
    found.set(key, serving);
    return serving;
  }

  return {
    match(asked) {
      const queue = find(asked);
      if (queue === null) return { kind: 'mismatch', instead: describeRecorded([...queues.values()], asked) };
      const next = queue.exchanges[queue.used];
      if (next !== undefined) {
        queue.used += 1;
        left -= 1;
        return { kind: 'next', exchange: next };
      }
      const last = queue.exchanges[queue.used - 1];
      return last?.failed ? { kind: 'again', exchange: last } : { kind: 'empty' };
    },
    leftOver: () => left,
    leftOverOf: (source, tickerKey) =>
      [...queues.values()]
        .filter(({ asked }) => asked.source === source && isWithin(tickerKey, asked.tickerKey))
        .reduce((sum, { exchanges: all, used }) => sum + all.length - used, 0),
  };
}

function isWithin(tickerKey: string, others: string): boolean {
  const held = new Set(others.split(','));
  return tickerKey.split(',').every((ticker) => held.has(ticker));
}

/** Few paths hold many keys: looking for one need not look at all. */
function groupByPath(queues: Iterable<Queue>): (readonly [Queue, ...Queue[]])[] {
  const groups = new Map<string, [Queue, ...Queue[]]>();
  for (const queue of queues) {
    const { source, method, path, hasUnknownBase } = queue.asked;
    const key = JSON.stringify([source, method, path, hasUnknownBase]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [queue]);
    else group.push(queue);
  }
  return [...groups.values()];
}

function isSamePath(recorded: Asked, asked: Asked): boolean {
  if (recorded.source !== asked.source || recorded.method !== asked.method) return false;
  return recorded.path === asked.path || (recorded.hasUnknownBase && recorded.path.endsWith(asked.path));
}

/** Whoever replays fewer tickers than were recorded gets their news among those of others, which core sorts out. */
function smallestSuperset(candidates: readonly Queue[], asked: Asked): Queue | null {
  if (asked.tickers === null) return null;
  const wanted = asked.tickerKey.split(',');
  let smallest: Queue | null = null;
  let size = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const recorded = new Set(candidate.asked.tickerKey.split(','));
    if (recorded.size >= size || !wanted.every((ticker) => recorded.has(ticker))) continue;
    smallest = candidate;
    size = recorded.size;
  }
  return smallest;
}

/** As many examples as fit into a message. */
const maxExamples = 5;

function describeRecorded(queues: readonly Queue[], asked: Asked): string {
  const ofSource = queues.filter(({ asked: { source } }) => source === asked.source);
  if (ofSource.length === 0) return `no exchange with ${asked.source}`;
  const ofPath = ofSource.filter((queue) => isSamePath(queue.asked, asked));
  const examples =
    ofPath.length > 0
      ? ofPath.map(({ asked: { tickerKey } }) => tickerKey || 'no tickers')
      : [...new Set(ofSource.map(({ asked: { method, path } }) => `${method} ${path || '/'}`))];
  const shown = examples.slice(0, maxExamples).join('; ');
  return examples.length > maxExamples ? `${shown}; and ${examples.length - maxExamples} more` : shown;
}
