import { type PublishedName, published } from '../../src/cloudwatch/published.js';
import type { DataPoint } from './emf.js';

/** The published metrics that were not told, each with its dimensions: `QuotaUsed`, `QuotaUsed by Source`. */
export function unpublishedIn(points: readonly DataPoint[]): readonly string[] {
  const told = new Set(points.map(({ metric, dimensions }) => metricName(metric, Object.keys(dimensions))));
  const wanted = (Object.keys(published) as PublishedName[]).flatMap((name) =>
    published[name].dimensionSets.map((set) => metricName(name, set)),
  );
  return wanted.filter((name) => !told.has(name));
}

function metricName(name: string, dimensions: readonly string[]): string {
  return dimensions.length === 0 ? name : `${name} by ${dimensions.join(' and ')}`;
}
