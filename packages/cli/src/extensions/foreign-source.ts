import { noSecrets, type SourceSettings } from '@ingest/core';
import type { KnownSource } from '../built-in.js';
import { loadSource } from '../load-extension.js';
import type { Extension } from './extensions.js';
import { guardSource } from './guard-source.js';
import { hideOptions } from './hide-options.js';

/** A source from outside with the facts that it states itself. `ownName`: what it is called when nobody names it. */
export interface ForeignSource extends KnownSource {
  readonly ownName: string;
}

/** Loads a source and makes one to ask it: making a source opens nothing. Rejects with CONFIG_INVALID. */
export async function foreignSource(extension: Extension, { options }: SourceSettings): Promise<ForeignSource> {
  const createSource = await loadSource(extension, noSecrets);
  const { name, credential, replay } = await createSource({ ...options, fetch });
  const hide = hideOptions(options);
  return {
    ownName: name,
    keyVariable: credential?.variable ?? null,
    baseUrlVariable: `${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_BASE_URL`,
    defaultBaseUrl: replay.baseUrl,
    load: async () => ({
      async createSource(given = {}) {
        const { redact = noSecrets } = given;
        return guardSource(await createSource(given), (text) => hide(redact(text)));
      },
    }),
  };
}
