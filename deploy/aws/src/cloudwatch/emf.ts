import type { MetricRecord } from './gather.js';
import { type PublishedName, published } from './published.js';

/** CloudWatch's own limits (its specification of the embedded format, and of a metric datum). */
const limits = { valuesPerMetric: 100, dimensionValueLength: 1024, largestValue: 2 ** 360 } as const;

/** What is told, where and when. */
export interface MetricsToWrite {
  readonly namespace: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly record: MetricRecord;
}

/**
 * Lines in CloudWatch's embedded format: one, or more where a metric has more than 100 values. None where nothing is told. A value that
 * CloudWatch cannot hold, such as infinity, is left out.
 */
export function emfLines({ namespace, at, record }: MetricsToWrite): readonly string[] {
  const dimensions = Object.fromEntries(
    Object.entries(record.dimensions).map(([name, text]) => [name, dimensionValue(text)]),
  );
  const told = (Object.entries(record.values) as [PublishedName, readonly number[]][])
    .map(([name, values]) => [name, values.filter(canBeHeld)] as const)
    .filter(([, values]) => values.length > 0);
  const longest = Math.max(0, ...told.map(([, values]) => values.length));
  return Array.from({ length: Math.ceil(longest / limits.valuesPerMetric) }, (_, index) => {
    const start = index * limits.valuesPerMetric;
    const parts = told
      .map(([name, values]) => [name, values.slice(start, start + limits.valuesPerMetric)] as const)
      .filter(([, values]) => values.length > 0);
    return JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: parts.map(([name]) => ({ Name: name, Unit: published[name].unit })),
          },
        ],
      },
      ...dimensions,
      ...Object.fromEntries(parts.map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
    });
  });
}

/**
 * Text as the value of a dimension: printable ASCII, not empty, no colon or space in front, 1,024 characters at most. What cannot
 * stand there is written as in a url, so that two names stay two.
 */
export function dimensionValue(text: string): string {
  const ascii = text.toWellFormed().replaceAll(/[^ -~]|%|^[: ]/gu, (character) => encodeURIComponent(character));
  return ascii === '' ? '(none)' : ascii.slice(0, limits.dimensionValueLength);
}

function canBeHeld(value: number): boolean {
  return Math.abs(value) <= limits.largestValue;
}
