import { createHash } from 'node:crypto';
import { type EpochMs, parseInstant } from '@ingest/core';
import type * as z from 'zod';
import {
  entryOwner,
  entrySummary,
  type RecordedCollection,
  type RecordingMeta,
  recordedCollections,
  recordingMeta,
} from './har/entry.js';
import { describeIssues, invalidEntry, invalidRecording } from './har/invalid.js';
import { parseJson } from './har/parse-json.js';
import type { EntryPlace } from './har/read-entry.js';
import { scanHarFile } from './har/read-file.js';
import { cutMark, type HarLog, type ScannedEntry, type Span } from './har/scan.js';
import { type Asked, createLocator, type Locator, type RecordingRules } from './locate.js';

/** One exchange with a source: what was asked, when, how it ended, and where in the file it is. */
export interface RecordedExchange {
  /** One object for all exchanges of a recording that asked for the same. */
  readonly asked: Asked;
  readonly place: EntryPlace;
  readonly start: EpochMs;
  /** When its body was read to the end, or when it failed. */
  readonly end: EpochMs;
  /** It gave no whole answer with a status of success. */
  readonly failed: boolean;
}

/** As many examples as fit into a message. */
const maxOthers = 5;
const longestName = 100;

/** Behind it there is no room for what a replay adds to its clock. */
const latestStart = Date.UTC(9999, 0);

export interface RecordingIndex {
  /** In the order in which they began. */
  readonly exchanges: readonly RecordedExchange[];
  /** Null in recordings by other tools. */
  readonly meta: RecordingMeta | null;
  /** What its collections read, in recordings of this program. */
  readonly collections: readonly RecordedCollection[];
  /** Sources by mark or base url, in the order in which they were first asked; also those that no rules are known for. */
  readonly sources: readonly string[];
  /** The base url through which a source was first asked. */
  readonly bases: ReadonlyMap<string, string>;
  /** Entries of other hosts, of sources without rules, and preflights. */
  readonly ignored: number;
  /** Some of the hosts and sources of those, for messages; `…` at the end where there are more. */
  readonly others: readonly string[];
  /** SHA-256 in hex over what was asked, when, and how it ended: the same for the same exchanges, wherever the file lies. */
  readonly seed: string;
}

/**
 * Reads a recording once and keeps a few numbers of each exchange. Rejects with REPLAY_INVALID that names the file, and the
 * entry where it is one that is wrong.
 */
export async function indexRecording(
  path: string,
  rules: ReadonlyMap<string, RecordingRules>,
): Promise<RecordingIndex> {
  const collector = createCollector(path, createLocator(rules));
  const log = await scanHarFile(path, (entry) => collector.add(entry));
  return collector.finish({ meta: readMeta(path, log), collections: readCollections(path, log) });
}

function createCollector(path: string, locator: Locator) {
  const exchanges: RecordedExchange[] = [];
  const firstAsked = new Map<string, { readonly at: EpochMs; readonly base: string | null }>();
  const others = new Set<string>();
  const asked = createInterner();
  const seed = createHash('sha256');
  let number = 0;
  let ignored = 0;

  function add(scanned: ScannedEntry): void {
    number += 1;
    const entry = parse(path, number, scanned.json);
    const owner = entryOwner.safeParse(entry);
    if (!owner.success) throw invalidEntry(path, number, describeIssues(owner.error));
    const { _source: mark, request } = owner.data;
    const isPreflight = request.method?.toUpperCase() === 'OPTIONS';
    const url = toUrl(request.url);
    if (url === null && mark !== undefined) throw invalidEntry(path, number, 'request.url: not a url');
    const located = isPreflight || url === null ? null : locator.locate(url, request.method ?? '', mark);
    if (located === null && (isPreflight || mark === undefined)) {
      ignore(mark ?? url?.host ?? '');
      return;
    }
    const summary = entrySummary.safeParse(entry);
    if (!summary.success) throw invalidEntry(path, number, describeIssues(summary.error));
    const { startedDateTime, time, response } = summary.data;
    const start = parseInstant(startedDateTime);
    if (start === null || start < 0 || start > latestStart)
      throw invalidEntry(path, number, 'startedDateTime: not an instant');
    noteSource(located?.source ?? mark ?? '', start, url === null ? null : locator.baseOf(url, mark));
    if (located === null) {
      ignore(mark ?? '');
      return;
    }
    const reason = response._error ?? '';
    const end = start + Math.max(0, Math.round(time ?? 0));
    const failed = reason !== '' || response.status < 200 || response.status > 299;
    const { source, method, path: below, tickerKey } = located;
    const facts = [source, method, below, tickerKey, start, end, response.status, reason, scanned.length];
    seed.update(`${JSON.stringify(facts)}\n`);
    exchanges.push({
      asked: asked(located),
      place: { number, offset: scanned.offset, length: scanned.length, longText: longTextOf(scanned, response) },
      start,
      end,
      failed,
    });
  }

  function ignore(whose: string): void {
    const name = whose.slice(0, longestName);
    ignored += 1;
    if (name !== '' && others.size <= maxOthers) others.add(others.size < maxOthers || others.has(name) ? name : '…');
  }

  function noteSource(source: string, at: EpochMs, base: string | null): void {
    if (at < (firstAsked.get(source)?.at ?? Number.POSITIVE_INFINITY)) firstAsked.set(source, { at, base });
  }

  return {
    add,
    finish: ({ meta, collections }: Pick<RecordingIndex, 'meta' | 'collections'>): RecordingIndex => ({
      // HAR does not promise an order. Ours are written in the order in which they ended, which decides between equal starts.
      exchanges: exchanges.sort((left, right) => left.start - right.start),
      meta,
      collections,
      sources: [...firstAsked].sort(([, left], [, right]) => left.at - right.at).map(([source]) => source),
      bases: new Map([...firstAsked].flatMap(([source, { base }]) => (base === null ? [] : [[source, base]]))),
      ignored,
      others: [...others],
      seed: seed.digest('hex'),
    }),
  };
}

/** The one string that was cut out of an entry, when it is the body. */
function longTextOf({ cuts }: ScannedEntry, { content }: z.infer<typeof entrySummary>['response']): Span | null {
  const [only, ...others] = cuts;
  return only !== undefined && others.length === 0 && content?.text === cutMark ? only : null;
}

function parse(path: string, number: number, json: string): unknown {
  try {
    return parseJson(json);
  } catch (error) {
    throw invalidEntry(path, number, 'it is not JSON', error);
  }
}

/** Pages of a batch ask for the same: one object serves them all, so that an index of many entries stays small. */
function createInterner(): (asked: Asked) => Asked {
  const known = new Map<string, Asked>();
  return (asked) => {
    const key = JSON.stringify([asked.source, asked.method, asked.path, asked.hasUnknownBase, asked.tickerKey]);
    const first = known.get(key);
    if (first === undefined) known.set(key, asked);
    return first ?? asked;
  };
}

/** Null for what a source's url never is: cut for its length, or no url at all. */
function toUrl(text: string): URL | null {
  return text !== cutMark && URL.canParse(text) ? new URL(text) : null;
}

function readMeta(path: string, { _ingest }: HarLog): RecordingMeta | null {
  return _ingest === undefined ? null : readMember(path, '_ingest', recordingMeta, _ingest);
}

function readCollections(path: string, { _collections = [] }: HarLog): readonly RecordedCollection[] {
  return readMember(path, '_collections', recordedCollections, _collections);
}

function readMember<T>(path: string, name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidRecording(path, `log.${name}: ${describeIssues(parsed.error)}`);
  return parsed.data;
}
