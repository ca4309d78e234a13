import { namedSource, type Settings, type Source } from '@ingest/core';
import { knownSource } from '../compose.js';
import type { LoadedSettings } from '../config/load.js';
import { noExtensions } from '../extensions/extensions.js';
import type { PlannedSource } from './assess.js';

/** The sources of a chain with the plans that their providers publish; `composed` are those that are enabled, in their order. */
export function plannedSources(
  settings: Pick<Settings, 'sources'>,
  composed: readonly Source[],
  extensions: LoadedSettings['extensions'] = noExtensions,
): readonly PlannedSource[] {
  const enabled = settings.sources.filter((entry) => entry.enabled);
  return composed.map(({ name, capabilities, quota }) => {
    const entry = enabled.find((one) => (one.name ?? one.use) === name) ?? namedSource(name);
    const facts = knownSource(entry, extensions);
    const { plan = facts?.plans === undefined ? ownPlan : 'free' } = entry;
    return {
      name,
      plan,
      maxTickersPerRequest: capabilities.maxTickersPerRequest,
      plans: facts?.plans ?? { [plan]: quota },
      tickersAMonth: facts?.tickersAMonth ?? {},
    };
  });
}

/** Which plan a source from outside is on by itself only the source knows. */
const ownPlan = 'default';
