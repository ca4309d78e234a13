import { defineConfig } from 'tsup';
import { library } from '../../tsup.base.js';

export default defineConfig(
  library({
    index: 'src/index.ts',
    tiingo: 'src/sources/tiingo/index.ts',
    finnhub: 'src/sources/finnhub/index.ts',
    alphavantage: 'src/sources/alphavantage/index.ts',
    marketaux: 'src/sources/marketaux/index.ts',
    polygon: 'src/sources/polygon/index.ts',
    rss: 'src/sources/rss/index.ts',
    webhook: 'src/sinks/webhook/index.ts',
    slack: 'src/sinks/slack/index.ts',
    redis: 'src/sinks/redis/index.ts',
    nats: 'src/sinks/nats/index.ts',
    sns: 'src/sinks/sns/index.ts',
    file: 'src/sinks/file/index.ts',
    stdout: 'src/sinks/stdout/index.ts',
    heartbeat: 'src/heartbeat/index.ts',
    exchange: 'src/exchange/index.ts',
    http: 'src/http/index.ts',
    conformance: 'src/conformance/index.ts',
  }),
);
