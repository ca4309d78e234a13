import { readFileSync } from 'node:fs';
import { IngestError, type Ticker, toError, toTicker } from '@ingest/core';

const hint = 'name a file with one ticker a line, or separated by commas';

/** The tickers of a file, each once: one a line or separated by commas; what follows a `#` is a remark. */
export function readTickers(path: string): readonly Ticker[] {
  const tickers = new Set<Ticker>();
  for (const [index, line] of textOf(path).split(/\r?\n/).entries()) {
    const words = (line.split('#')[0] ?? '').split(/[\s,;]+/).filter((word) => word !== '');
    for (const word of words) {
      const ticker = toTicker(word);
      if (ticker === null)
        throw new IngestError('CONFIG_INVALID', `${path}:${index + 1}  ${JSON.stringify(word)} is not a ticker`, {
          hint: 'expected letters and digits, with a dot before the class of a share: AAPL, BRK.B',
        });
      tickers.add(ticker);
    }
  }
  if (tickers.size > 0) return [...tickers];
  throw new IngestError('CONFIG_INVALID', `--tickers-from: ${path} names no ticker`, { hint });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new IngestError('CONFIG_INVALID', `--tickers-from: ${path} cannot be read: ${toError(error).message}`, {
      hint,
      cause: error,
    });
  }
}
