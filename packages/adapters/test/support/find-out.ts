import type { Sink } from '@ingest/core';
import { expect, test } from 'vitest';
import type { SinkCase, SinkSubject } from '../../src/conformance/index.js';
import { type MemoryReceiver, memorySubject } from './memory-sink.js';

/** A sink with something wrong, as changes to one that is right. */
export interface BrokenSink {
  readonly how: (sink: Sink, receiver: MemoryReceiver) => Partial<Sink>;
  /** Names of the cases that have to find it out. */
  readonly foundBy: readonly string[];
}

/** Shows that cases fail on sinks that are broken on purpose, and on nothing else. */
export function findOut(cases: readonly SinkCase[], broken: Readonly<Record<string, BrokenSink>>): void {
  test.each(Object.entries(broken))('finds out a sink that %s', async (_, { how, foundBy }) => {
    expect(await failuresOf(cases, () => memorySubject(how))).toEqual(expect.arrayContaining([...foundBy]));
  });

  test('finds nothing wrong with a sink that is right', async () => {
    expect(await failuresOf(cases, memorySubject)).toEqual([]);
  });
}

/** The names of the cases that fail. */
export async function failuresOf(cases: readonly SinkCase[], makeSubject: () => SinkSubject): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) await run(makeSubject()).catch(() => failed.push(name));
  return failed;
}
