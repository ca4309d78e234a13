import type { Settings, Source } from '@ingest/core';
import { builtInSource } from '../built-in.js';
import type { PlannedSource } from './assess.js';

/** The sources of a chain with the plans that their providers publish; `composed` are those that are enabled, in their order. */
export function plannedSources(settings: Settings, composed: readonly Source[]): readonly PlannedSource[] {
  const enabled = settings.sources.filter((entry) => entry.enabled);
  return composed.map(({ name, capabilities }) => {
    const { use = name, plan = 'free' } = enabled.find((entry) => (entry.name ?? entry.use) === name) ?? {};
    const facts = builtInSource(use);
    return {
      name,
      plan,
      maxTickersPerRequest: capabilities.maxTickersPerRequest,
      plans: facts?.plans ?? {},
      tickersAMonth: facts?.tickersAMonth ?? {},
    };
  });
}
