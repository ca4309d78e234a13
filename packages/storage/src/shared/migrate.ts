import { readdir, readFile } from 'node:fs/promises';

/** One step of a schema. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * The migrations of a backend in their order, as drizzle-kit numbers them; they are shipped beside the code. Throws when
 * there are not as many as the program was built for, because then the installation is incomplete.
 */
export async function readMigrations(backend: string, expected: number): Promise<readonly Migration[]> {
  const folder = new URL(`migrations/${backend}/`, import.meta.resolve('@ingest/storage/package.json'));
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  if (names.length !== expected)
    throw new Error(
      `found ${names.length} migrations in ${folder.pathname}, expected ${expected}: install @ingest/storage again`,
    );
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, folder), 'utf8') })));
}
