import { defineConfig } from 'tsup';
import { library } from '../../tsup.base.js';

export default defineConfig(
  library({
    index: 'src/index.ts',
    tiingo: 'src/sources/tiingo/index.ts',
    finnhub: 'src/sources/finnhub/index.ts',
    exchange: 'src/exchange/index.ts',
  }),
);
