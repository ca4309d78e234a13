import {
  type CollectionOutcome,
  type EpochMs,
  type ErrorCode,
  type Gap,
  keyIdOf,
  type Register,
  type Source,
  type SourceState,
} from '@ingest/core';
import { type SourceHealth, sourceHealth } from './source-health.js';

/** One source of the chain as people and programs are shown it. */
export interface SourceRow extends SourceHealth {
  readonly source: string;
  /** From 1: its place in the chain. */
  readonly priority: number;
  /** `set`, `none needed`, or which variable is not set. */
  readonly key: string;
  readonly baseUrl: string;
  readonly lastOutcome: CollectionOutcome | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  readonly lastErrorCode: ErrorCode | null;
  readonly gaps: readonly Gap[];
}

/** What a store holds of all sources. */
export interface KnownOfSources {
  readonly states: readonly SourceState[];
  readonly gaps: readonly Gap[];
  readonly registers: readonly Register[];
}

export function sourceRow(
  source: Source,
  priority: number,
  { states, gaps, registers }: KnownOfSources,
  now: EpochMs,
): SourceRow {
  const state = states.find(({ source: name, keyId }) => name === source.name && keyId === keyIdOf(source));
  return {
    source: source.name,
    priority,
    key: keyState(source),
    baseUrl: source.replay.baseUrl,
    lastOutcome: state?.lastOutcome ?? null,
    lastSuccessAt: state?.lastSuccessAt ?? null,
    lastFailureAt: state?.lastFailureAt ?? null,
    lastErrorCode: state?.lastErrorCode ?? null,
    ...sourceHealth(source, registers, now),
    gaps: gaps.filter((gap) => gap.source === source.name),
  };
}

/** Whether the key that a source needs is set, for people. */
export function keyState({ credential }: Pick<Source, 'credential'>): string {
  if (credential === null) return 'none needed';
  return credential.keyId === null ? `${credential.variable} is not set` : 'set';
}
