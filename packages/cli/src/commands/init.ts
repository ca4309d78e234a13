import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { IngestError, toTicker } from '@ingest/core';
import { configFileNames } from '../config/find-file.js';
import { createOutput, type OutputOptions } from '../output.js';
import { writeOwnFile } from '../write-own-file.js';

export interface InitFlags extends OutputOptions {
  readonly tickers?: string;
  readonly force?: boolean;
}

/** `ingest init`: writes a configuration and a place for the keys. Never overwrites unless told to. */
export async function init(flags: InitFlags): Promise<number> {
  const output = createOutput(flags);
  const named = (flags.tickers ?? 'AAPL,MSFT').split(',').map((text) => {
    const ticker = toTicker(text);
    if (ticker !== null) return ticker;
    throw new IngestError('CONFIG_INVALID', `--tickers: ${JSON.stringify(text)} is not a ticker`, {
      hint: 'expected a form such as AAPL or BRK.B',
    });
  });
  const tickers = [...new Set(named)];
  const config = join(process.cwd(), 'ingest.config.yaml');
  const keys = join(process.cwd(), '.env');
  const there = configFileNames.map((name) => join(process.cwd(), name)).find((path) => existsSync(path));
  if (there !== undefined && !flags.force) {
    throw new IngestError('CONFIG_INVALID', `${there} is there already`, {
      hint: 'edit it, or overwrite it with --force',
    });
  }
  writeOwnFile(config, configText(tickers), 0o644);
  const written = [config];
  if (!existsSync(keys)) {
    writeOwnFile(keys, keysText, 0o600);
    written.push(keys);
  }
  if (output.isJson) output.json({ written });
  else {
    for (const path of written) output.line(`${output.out.paint.ok()} wrote ${path}`);
    output.line('Next: put your keys into .env, then: ingest config validate, and: ingest run');
  }
  return 0;
}

function configText(tickers: readonly string[]): string {
  return `# What to collect. All settings: docs/config.md
tickers: [${tickers.join(', ')}]

# The chain of sources; their order is their priority. Keys come from the environment or from .env.
sources: [tiingo, finnhub]

# failover: the first source that answers; parallel: all of them, merged by story.
mode: failover

# Where the news is kept; this is the default.
# store: sqlite:ingest.db

# Who is told of new stories: docs/sinks
# sinks: [{ use: webhook, url: "https://example.com/hook", secret: "\${WEBHOOK_SECRET}" }]
`;
}

const keysText = `# Keys of the sources; keep this file out of version control.
TIINGO_API_KEY=
FINNHUB_API_KEY=
# Only where the configuration names them:
# ALPHAVANTAGE_API_KEY=
# MARKETAUX_API_KEY=
# POLYGON_API_KEY=
`;
