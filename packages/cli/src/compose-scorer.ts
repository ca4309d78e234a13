import type { Scorer } from '@ingest/core';
import type { LoadedSettings } from './config/load.js';

/** Who reads the headlines that no source says anything about; null for nobody. Rejects with CONFIG_INVALID. */
export async function composeScorer({
  settings,
  extensions,
}: Pick<LoadedSettings, 'settings' | 'extensions'>): Promise<Scorer | null> {
  if (extensions.scorer !== null) return (await import('./load-extension.js')).makeScorer(extensions.scorer);
  if (settings.sentiment.scorer === 'none') return null;
  return (await import('@ingest/core/lexicon')).lexicon();
}
