import { defineConfig } from 'vitest/config';
import projects from './vitest.workspace.js';

export default defineConfig({
  // The source condition lets every test run from source, with nothing built. No 'module', which is for bundlers: it leads to files
  // of packages that Node itself cannot load.
  ssr: { resolve: { conditions: ['@ingest/source', 'node', 'development|production'] } },
  test: {
    projects,
    coverage: { provider: 'v8', include: ['packages/*/src/**/*.ts'] },
  },
});
