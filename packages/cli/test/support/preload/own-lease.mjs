// Gives each process a lease of its own name, as the jobs of a fleet have.
import { createRequire } from 'node:module';

// The driver as the store loads it.
const Database = createRequire(import.meta.resolve('@ingest/storage/package.json'))('better-sqlite3');
const statements = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1'));
for (const name of ['run', 'get', 'all']) {
  const original = statements[name];
  statements[name] = function (...args) {
    const isOfLeases = /\bleases\b/.test(this.source);
    const own = isOfLeases ? args.map((value) => (value === 'run' ? `run-${process.pid}` : value)) : args;
    return original.apply(this, own);
  };
}
