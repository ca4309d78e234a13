import { defineConfig } from 'tsup';
import { library } from '../../tsup.base.js';

export default defineConfig(
  library({
    index: 'src/index.ts',
    memory: 'src/memory/index.ts',
    sqlite: 'src/sqlite/index.ts',
    postgres: 'src/postgres/index.ts',
    dynamodb: 'src/dynamodb/index.ts',
    conformance: 'src/conformance/index.ts',
  }),
);
