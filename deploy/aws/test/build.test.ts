import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFunctions } from '../build.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ingest-aws-build-'));
const build = (name: string) => buildFunctions(join(folder, name));
let built: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  built = await build('first');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the zips of the functions', () => {
  it('are the same bytes whenever they are built', async () => {
    const again = await build('second');
    expect(built.map(({ name }) => name)).toEqual(['scheduler', 'worker']);
    for (const [index, { path }] of built.entries())
      expect(readFileSync(path).equals(readFileSync(again[index]?.path ?? ''))).toBe(true);
  });

  it('hold the function, what it loads when it is needed, and the licenses of all that is inside', () => {
    for (const { name, path } of built) {
      const files = unzipSync(readFileSync(path));
      expect(Object.keys(files)).toEqual(expect.arrayContaining([`${name}.mjs`, 'licenses.txt']));
      expect(Object.keys(files).filter((file) => !/^[\w-]+\.mjs$|^licenses\.txt$/.test(file))).toEqual([]);
      const licenses = new TextDecoder().decode(files['licenses.txt']);
      for (const part of ['@aws-sdk/client-dynamodb', '@aws-sdk/client-sns', 'luxon', 'pino', 'yaml', 'zod'])
        expect(licenses).toContain(`--- ${part} `);
      for (const absent of ['drizzle-orm', 'better-sqlite3', 'pg']) expect(licenses).not.toContain(`--- ${absent} `);
    }
  });

  it('need nothing beside them but Node, and the drivers of parts that say so when they are chosen', () => {
    for (const { metafile } of built) {
      const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
      const outside = imports.filter(({ path, external }) => external && !isBuiltin(path));
      const names = new Set(outside.map(({ path, kind }) => `${kind} ${path}`));
      expect([...names].sort()).toEqual([
        'dynamic-import @nats-io/jetstream',
        'dynamic-import @nats-io/transport-node',
        'dynamic-import @redis/client',
      ]);
    }
  });

  it('are small', () => {
    for (const { zipBytes } of built) expect(zipBytes).toBeLessThan(640_000);
  });
});
