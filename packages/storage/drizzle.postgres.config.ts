import { defineConfig } from 'drizzle-kit';

/**
 * `pnpm generate` writes what changed in tables.ts as the next migration. The schema is called `ingest` there; the store puts the
 * name that was chosen in its place. Views and the full-text index are beyond it: they are written by hand (`--custom`).
 */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/postgres/tables.ts',
  out: './migrations/postgres',
});
