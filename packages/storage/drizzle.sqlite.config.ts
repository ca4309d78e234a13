import { defineConfig } from 'drizzle-kit';

/**
 * `pnpm generate` writes what changed in tables.ts as the next migration. Tables WITHOUT ROWID, views, triggers and the
 * full-text index are beyond it: they are written by hand (`pnpm generate --custom`).
 */
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/sqlite/tables.ts',
  out: './migrations/sqlite',
});
