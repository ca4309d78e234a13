import { DAY_MS, type TransferPage, transferParts } from '@ingest/core';
import { expect, test } from 'vitest';
import { fillStore } from '../../src/conformance/transfer-content.js';
import { everythingOf, writeEverything } from '../../src/conformance/transfer-steps.js';
import { movedWrites } from '../../src/dynamodb/transfer-writes.js';
import { createMemoryStore } from '../../src/memory/index.js';
import { hasDynamo, openDynamo, tableOf } from '../support/dynamodb.js';

test.skipIf(!(await hasDynamo()))('what is there already is a conflict in every part that has names', async () => {
  const other = createMemoryStore();
  await other.open({ create: true });
  await fillStore(other);
  const everything = await everythingOf(other);
  const { store, table: name } = await openDynamo();
  await writeEverything(store, everything);
  const table = await tableOf(name);
  const outcomes: Record<string, string> = {};
  for (const part of transferParts) {
    const page = { part, rows: everything[part].slice(0, 1) } as TransferPage;
    const writing = movedWrites(table, page, { version: 99, keptMs: DAY_MS });
    outcomes[part] = await writing.then(
      ({ all }) => `${all.length} rows`,
      (thrown: { code: string }) => thrown.code,
    );
  }
  const { pruned, quarantine, ...named } = outcomes;
  expect([pruned, quarantine]).toEqual(['0 rows', '2 rows']);
  expect(new Set(Object.values(named))).toEqual(new Set(['STORE_CONFLICT']));
});

test.skipIf(!(await hasDynamo()))('an incident that is resolved is not opened by another copy of it', async () => {
  const { store, table: name } = await openDynamo();
  const other = createMemoryStore();
  await other.open({ create: true });
  await fillStore(other);
  const { incidents } = await everythingOf(other);
  await writeEverything(store, { ...(await everythingOf(store)), incidents });
  const rows = (incidents as { resolvedAt: number | null }[]).map((one) => ({
    ...one,
    resolvedAt: one.resolvedAt === null ? 1 : null,
  }));
  const page = { part: 'incidents', rows: rows as never } as const;
  await expect(movedWrites(await tableOf(name), page, { version: 9, keptMs: 1 })).rejects.toMatchObject({
    code: 'STORE_CONFLICT',
  });
});
