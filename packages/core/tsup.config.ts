import { defineConfig } from 'tsup';
import { library } from '../../tsup.base.js';

export default defineConfig(
  library({ index: 'src/index.ts', lexicon: 'src/sentiment/lexicon/index.ts', testing: 'src/testing/index.ts' }),
);
