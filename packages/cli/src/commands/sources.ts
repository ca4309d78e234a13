import {
  DAY_MS,
  type EpochMs,
  fromIso,
  type Gap,
  IngestError,
  keyIdOf,
  type Register,
  type SourceCollisions,
  type SourceState,
  systemClock,
} from '@ingest/core';
import { composeSources, openStore, redactorOf } from '../compose.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type OutputOptions } from '../output.js';
import { collisionLines } from '../render/collision-lines.js';
import type { Paint } from '../render/paint.js';
import { renderTable } from '../render/table.js';
import { ago, count, seconds } from '../render/time.js';
import { type SourceHealth, sourceHealth } from '../source-health.js';

export interface SourcesFlags extends SettingFlags, OutputOptions {}

/** Collisions are counted over stories that were published in this time: as long as events are kept. */
const collisionsMs = 30 * DAY_MS;

/** `ingest sources`: the chain in its order, and what the store knows of each source. */
export async function sources(flags: SourcesFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const chain = await composeSources(loaded.settings.sources, loaded.environment, redactorOf(loaded), () => fetch);
  const now = systemClock().now();
  const { states, gaps, registers, collisions } = await readState(loaded.settings.store, now - collisionsMs);
  const rows = chain.map((source, index) => {
    const state = states.find(({ source: name, keyId }) => name === source.name && keyId === keyIdOf(source));
    return {
      source: source.name,
      priority: index + 1,
      key: keyState(source.credential),
      baseUrl: source.replay.baseUrl,
      lastOutcome: state?.lastOutcome ?? null,
      lastSuccessAt: state?.lastSuccessAt ?? null,
      lastFailureAt: state?.lastFailureAt ?? null,
      lastErrorCode: state?.lastErrorCode ?? null,
      ...sourceHealth(source, registers, now),
      gaps: gaps.filter((gap) => gap.source === source.name),
      collisions: collisions
        .filter(({ later }) => later === source.name)
        .map(({ first, stories }) => ({ first, stories })),
    };
  });
  if (output.isJson) {
    output.json(rows);
    return 0;
  }
  const { paint, isTty } = output.out;
  // A pipe has no width, and whoever reads it wants all of the base url.
  const columns = isTty ? output.out.columns : Number.POSITIVE_INFINITY;
  const cells = rows.map((row) => [
    String(row.priority),
    row.source,
    row.key,
    row.lastSuccessAt === null ? paint.dash : ago(row.lastSuccessAt, now),
    row.lastOutcome === null ? paint.dash : [row.lastOutcome, row.lastErrorCode ?? ''].join(' ').trim(),
    breakerInWords(row, paint, now),
    String(row.failedRuns),
    quotaInWords(row) || paint.dash,
    row.gaps.length === 0 ? paint.dash : count(row.gaps.length, 'gap', 'gaps'),
    row.baseUrl,
  ]);
  const titles = [
    { title: '#', align: 'right' },
    { title: 'source' },
    { title: 'key' },
    { title: 'last success' },
    { title: 'last outcome' },
    { title: 'breaker' },
    { title: 'failed runs', align: 'right' },
    { title: 'quota' },
    { title: 'gaps' },
    { title: 'base url', isFlexible: true },
  ] as const;
  for (const line of renderTable(titles, cells, columns, paint.ellipsis)) output.data(line);
  for (const line of collisionLines(collisions, output.out)) output.data(line);
  return 0;
}

function breakerInWords({ breaker, opened }: SourceHealth, paint: Paint, now: number): string {
  if (opened === null) return breaker;
  const wait = fromIso(opened.nextProbeAt) - now;
  return `${breaker} ${opened.code}, ${wait > 0 ? `next probe in ${seconds(wait)}` : 'probed by the next run'} ${paint.dot} since ${ago(opened.since, now)}`;
}

function quotaInWords({ quota, limitedUntil }: SourceHealth): string {
  const windows = quota.filter(({ window }) => window !== 'second');
  const levels = windows.map(({ window, used, limit }) => `${window} ${used}/${limit}`);
  return [...levels, ...(limitedUntil === null ? [] : [`limited until ${limitedUntil}`])].join('  ');
}

function keyState(credential: { readonly variable: string; readonly keyId: string | null } | null): string {
  if (credential === null) return 'none needed';
  return credential.keyId === null ? `${credential.variable} is not set` : 'set';
}

interface Known {
  readonly states: readonly SourceState[];
  readonly gaps: readonly Gap[];
  readonly registers: readonly Register[];
  readonly collisions: readonly SourceCollisions[];
}

const nothing: Known = { states: [], gaps: [], registers: [], collisions: [] };

/** A store that is not there yet knows nothing. */
async function readState(url: string, since: EpochMs): Promise<Known> {
  try {
    const store = await openStore(url, false);
    try {
      return {
        states: await store.state.sources(),
        gaps: await store.state.gaps(),
        registers: await store.registers.list(''),
        collisions: await store.reading.collisions(since),
      };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (IngestError.is(error) && error.code === 'STORE_UNAVAILABLE') return nothing;
    throw error;
  }
}
