import { IngestError, type Settings, type Source, unsetKeyOf } from '@ingest/core';

/**
 * CONFIG_INVALID for a configuration that is right in all its parts and that no run can do anything with: without tickers,
 * sources or keys. Says all that is missing, a line each.
 */
export function assertRunnable(settings: Settings, sources: readonly Source[]): void {
  const [only, ...others] = [tickersMissing(settings), sourcesMissing(sources), keysMissing(sources)].filter(
    (problem) => problem !== null,
  );
  if (only === undefined) return;
  if (others.length === 0) throw new IngestError('CONFIG_INVALID', only.message, { hint: only.hint });
  throw new IngestError(
    'CONFIG_INVALID',
    [only, ...others].map(({ message, hint }) => `${message}; ${hint}`).join('\n'),
  );
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

function tickersMissing({ tickers }: Settings): Problem | null {
  if (tickers.length > 0) return null;
  return {
    message: 'no tickers: neither --tickers, INGEST_TICKERS nor a configuration names any',
    hint: 'try --tickers AAPL,MSFT, or write a configuration with ingest init',
  };
}

function sourcesMissing(sources: readonly Source[]): Problem | null {
  return sources.length > 0 ? null : { message: 'sources: none is enabled', hint: 'set enabled: true for one of them' };
}

/** Without any key nothing can be collected. */
function keysMissing(sources: readonly Source[]): Problem | null {
  const missing = sources.map(unsetKeyOf);
  const [first, ...others] = [...new Set(missing)];
  if (first === undefined || missing.includes(null)) return null;
  const whom = sources.length === 1 ? `${sources[0]?.name} cannot` : 'no source can';
  const also = others.length === 0 ? '' : `, and neither is ${others.join(', ')}`;
  return {
    message: `${first} is not set${also}: ${whom} be asked`,
    hint: 'set one in the environment or in .env beside ingest.config.yaml; try it without a key: npm run demo (in a clone)',
  };
}
