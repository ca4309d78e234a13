#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/bin.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  console.error('✗ ingest is not built yet: packages/cli/dist is missing\n  run: npm run build');
  process.exitCode = 2;
}
