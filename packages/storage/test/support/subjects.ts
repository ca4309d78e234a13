import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StoreSubject } from '../../src/conformance/index.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';
import { createSqliteStore } from '../../src/sqlite/index.js';

/** A directory that is gone when the test is. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ingest-store-'));
  onTestFinished(() => {
    // A test may have taken the right to write away.
    chmodSync(directory, 0o700);
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

export function memorySubject(): StoreSubject {
  const data = createMemoryData();
  return { connect: () => createMemoryStore({ data }) };
}

export function sqliteSubject(): StoreSubject {
  const path = join(temporaryDirectory(), 'news.db');
  return { connect: () => createSqliteStore({ path }) };
}
