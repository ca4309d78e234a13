import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numbered, page } from '../../src/conformance/build.js';
import { commitCases } from '../../src/conformance/commit-cases.js';
import { incidentCases } from '../../src/conformance/incident-cases.js';
import { leaseCases } from '../../src/conformance/lease-cases.js';
import { outboxCases } from '../../src/conformance/outbox-cases.js';
import { outboxUpkeepCases } from '../../src/conformance/outbox-upkeep-cases.js';
import { registerCases } from '../../src/conformance/register-cases.js';
import { revisionCases } from '../../src/conformance/revision-cases.js';
import { scoreCases } from '../../src/conformance/score-cases.js';
import { sentimentCases } from '../../src/conformance/sentiment-cases.js';
import { stateCases } from '../../src/conformance/state-cases.js';
import { upkeepCases } from '../../src/conformance/upkeep-cases.js';
import { createPostgresStore } from '../../src/postgres/index.js';
import { emptiedSubjects, hasPostgres, serverUrl, sharedPool } from '../support/postgres.js';

const docs = readFileSync(new URL('../../../../docs/storage/postgres.md', import.meta.url), 'utf8');
/** Cases that write every table in every way there is; what the others do on top is to read. */
const writingCases = [
  ...commitCases,
  ...revisionCases,
  ...sentimentCases,
  ...scoreCases,
  ...stateCases,
  ...leaseCases,
  ...registerCases,
  ...outboxCases,
  ...outboxUpkeepCases,
  ...incidentCases,
  ...upkeepCases,
];
/** The grants as they are copied from the page. */
const grants = /```sql\n(CREATE ROLE [^`]*)```/.exec(docs)?.[1] ?? '';

describe.skipIf(!(await hasPostgres()))('a role', () => {
  const [daily, reader] = [`daily_${randomUUID()}`, `reader_${randomUUID()}`];
  const { subjects, schema } = emptiedSubjects();
  const poolOf = (role: string) => {
    const url = new URL(serverUrl);
    url.username = role;
    return new pg.Pool({ connectionString: url.href, max: 4 });
  };
  const pools = { daily: poolOf(daily), reader: poolOf(reader) };

  beforeAll(async () => {
    await sharedPool().query(grants.replaceAll('ingest_daily', `"${daily}"`).replaceAll(/\bingest\b/g, `"${schema}"`));
    await sharedPool().query(`
      CREATE ROLE "${reader}" LOGIN; GRANT USAGE ON SCHEMA "${schema}" TO "${reader}";
      GRANT SELECT ON ALL TABLES IN SCHEMA "${schema}" TO "${reader}"`);
  });
  afterAll(async () => {
    await Promise.all(Object.values(pools).map((pool) => pool.end()));
    for (const role of [daily, reader]) await sharedPool().query(`DROP OWNED BY "${role}"; DROP ROLE "${role}"`);
  });

  describe('with the grants of the page', () => {
    for (const { name, run } of writingCases)
      test(name, async () => {
        await run({ connect: () => createPostgresStore({ pool: pools.daily, schema }) });
      });

    test('makes no schema', async () => {
      const store = createPostgresStore({ pool: pools.daily, schema: `other_${randomUUID()}` });
      await expect(store.open({ create: true })).rejects.toMatchObject({
        code: 'STORE_READ_ONLY',
        hint: expect.stringContaining('grant this role'),
      });
    });
  });

  test('that may only read opens the store and reads; a write is STORE_READ_ONLY', async () => {
    const owner = subjects().connect();
    await owner.open({ create: true });
    await owner.articles.commitPage(page([numbered(1)]));
    const store = createPostgresStore({ pool: pools.reader, schema });
    await store.open({ create: false });
    expect(await store.reading.countItems({})).toBe(1);
    expect((await store.maintenance.check()).problems).toEqual([]);
    await expect(store.articles.commitPage(page([numbered(2)]))).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
    await Promise.all([owner.close(), store.close()]);
  });

  test('whose transactions only read is STORE_READ_ONLY before anything is collected, and reads', async () => {
    await sharedPool().query(`ALTER ROLE "${reader}" SET default_transaction_read_only = on`);
    const pool = poolOf(reader);
    const store = createPostgresStore({ pool, schema });
    await expect(store.open({ create: true })).rejects.toMatchObject({
      code: 'STORE_READ_ONLY',
      hint: expect.stringContaining('primary'),
    });
    await store.open({ create: false });
    expect(await store.reading.countItems({})).toBe(0);
    await expect(store.registers.change('a', () => ({ after: 1, result: null }))).rejects.toMatchObject({
      code: 'STORE_READ_ONLY',
    });
    await store.close();
    await pool.end();
  });
});
