// Lets no database grow over INGEST_TEST_MAX_PAGES pages: the driver then fails as it does on a full disk.
import { createRequire } from 'node:module';

// The driver as the store loads it.
const Database = createRequire(import.meta.resolve('@ingest/storage/package.json'))('better-sqlite3');
const limited = new WeakSet();
for (const name of ['prepare', 'exec']) {
  const original = Database.prototype[name];
  Database.prototype[name] = function (...args) {
    if (!limited.has(this)) {
      limited.add(this);
      this.pragma(`max_page_count = ${process.env.INGEST_TEST_MAX_PAGES}`);
    }
    return original.apply(this, args);
  };
}
