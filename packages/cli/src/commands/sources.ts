import { type Gap, IngestError, type SourceState, systemClock } from '@ingest/core';
import { composeSources, openStore, redactorOf } from '../compose.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { createOutput, type OutputOptions } from '../output.js';
import { renderTable } from '../render/table.js';
import { ago, count } from '../render/time.js';

export interface SourcesFlags extends SettingFlags, OutputOptions {}

/** `ingest sources`: the chain in its order, and what the store knows of each source. */
export async function sources(flags: SourcesFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const chain = await composeSources(loaded.settings.sources, loaded.environment, redactorOf(loaded), () => fetch);
  const { states, gaps } = await readState(loaded.settings.store);
  const rows = chain.map((source, index) => {
    const state = states.find(
      ({ source: name, keyId }) => name === source.name && keyId === (source.credential?.keyId ?? '-'),
    );
    return {
      source: source.name,
      priority: index + 1,
      key: keyState(source.credential),
      baseUrl: source.replay.baseUrl,
      lastOutcome: state?.lastOutcome ?? null,
      lastSuccessAt: state?.lastSuccessAt ?? null,
      lastFailureAt: state?.lastFailureAt ?? null,
      lastErrorCode: state?.lastErrorCode ?? null,
      consecutiveFailures: state?.consecutiveFailures ?? 0,
      gaps: gaps.filter((gap) => gap.source === source.name),
    };
  });
  if (output.isJson) {
    output.json(rows);
    return 0;
  }
  const now = systemClock().now();
  const { paint, columns } = output.out;
  const cells = rows.map((row) => [
    String(row.priority),
    row.source,
    row.key,
    row.lastSuccessAt === null ? paint.dash : ago(row.lastSuccessAt, now),
    row.lastOutcome === null ? paint.dash : [row.lastOutcome, row.lastErrorCode ?? ''].join(' ').trim(),
    String(row.consecutiveFailures),
    row.gaps.length === 0 ? paint.dash : count(row.gaps.length, 'gap', 'gaps'),
    row.baseUrl,
  ]);
  const titles = [
    { title: '#', align: 'right' },
    { title: 'source' },
    { title: 'key' },
    { title: 'last success' },
    { title: 'last outcome' },
    { title: 'failed', align: 'right' },
    { title: 'gaps' },
    { title: 'base url', isFlexible: true },
  ] as const;
  for (const line of renderTable(titles, cells, columns, paint.ellipsis)) output.data(line);
  return 0;
}

function keyState(credential: { readonly variable: string; readonly keyId: string | null } | null): string {
  if (credential === null) return 'none needed';
  return credential.keyId === null ? `${credential.variable} is not set` : 'set';
}

/** A store that is not there yet knows nothing. */
async function readState(url: string): Promise<{ states: readonly SourceState[]; gaps: readonly Gap[] }> {
  try {
    const store = await openStore(url, false);
    try {
      return { states: await store.state.sources(), gaps: await store.state.gaps() };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (IngestError.is(error) && error.code === 'STORE_UNAVAILABLE') return { states: [], gaps: [] };
    throw error;
  }
}
