import {
  closedBreaker,
  emptyQuotaUse,
  type Json,
  localRegisters,
  markUsedUp,
  nextBreaker,
  type Source,
} from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { restingSources } from '../../src/run/resting-sources.js';

const now = Date.UTC(2026, 5, 4, 14);
const minute = 60_000;
const source = (name: string): Source =>
  scriptedSource({ name, keyId: '9f86d081', answer: () => ({ page: { items: [] } }) });
const sources = [source('first'), source('second')];

const after = (value: unknown) => value as Json;
const opened = nextBreaker(closedBreaker, { kind: 'refused', code: 'AUTH_FAILED' }, now);
const limited = markUsedUp(emptyQuotaUse, [], now, { retryAt: now + minute });

describe('restingSources', () => {
  it('names nobody of whom nothing is kept', async () => {
    expect(await restingSources(localRegisters(), sources, now)).toEqual([]);
  });

  it('names a source while its breaker rests', async () => {
    const registers = localRegisters(new Map([['breaker/first/9f86d081', after(opened)]]));
    expect(await restingSources(registers, sources, now + 5 * minute - 1)).toEqual(['first']);
    expect(await restingSources(registers, sources, now + 5 * minute)).toEqual([]);
  });

  it('names a source while a limit is on that a reply spoke of', async () => {
    const registers = localRegisters(new Map([['quota/second/9f86d081', after(limited)]]));
    expect(await restingSources(registers, sources, now + minute - 1)).toEqual(['second']);
    expect(await restingSources(registers, sources, now + minute)).toEqual([]);
  });
});
