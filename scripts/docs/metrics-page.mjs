import { cloudwatchSection } from './cloudwatch-section.mjs';
import { generatedFrom, table } from './markdown.mjs';

const intro = `\`ingest watch --http 127.0.0.1:8787\` shows these at \`/metrics\` for Prometheus: [watch](watch.md). Counters and histograms count
from the start of the process; gauges are read from the store when they are asked for, so they are true whoever collects. The
metrics of the process and of Node (\`process_…\`, \`nodejs_…\`) stand beside them. Sources and sinks are named as in the
configuration, codes are those of [Error codes](errors.md), kinds of incidents those of the [runbook](runbook.md).`;

const sections = {
  counter: ['Counters', 'They only grow: look at `rate()` and `increase()`.'],
  histogram: ['Histograms', 'Each has `_bucket`, `_sum` and `_count`.'],
  gauge: ['Gauges', 'How it is now.'],
};

/** docs/metrics.md: the catalogue that every reader of metrics renders, and what CloudWatch is told of it. */
export function metricsPage(metrics, cloudwatch) {
  const unknown = Object.entries(metrics).filter(([, { type }]) => !(type in sections));
  if (unknown.length > 0)
    throw new Error(`docs/metrics.md has no section for ${unknown.map(([name]) => name).join(', ')}`);
  const parts = Object.entries(sections).map(([type, [title, text]]) => {
    const rows = Object.entries(metrics).filter(([, metric]) => metric.type === type);
    return [
      `## ${title}`,
      text,
      table(
        ['metric', 'labels', 'unit', 'buckets', 'meaning'],
        rows.map(([name, { labels, unit, help, buckets = [] }]) => [
          `\`${name}\``,
          labelsOf(labels),
          unit,
          buckets.join(', '),
          help,
        ]),
      ),
    ].join('\n\n');
  });
  const source = 'packages/core/src/metrics/catalogue.ts and deploy/aws/generated';
  return `${[generatedFrom(source), '# Metrics', intro, ...parts, cloudwatchSection(cloudwatch)].join('\n\n')}\n`;
}

function labelsOf(labels) {
  return Object.entries(labels)
    .map(([name, values]) => `\`${name}\`${values === null ? '' : `: ${values.join(', ')}`}`)
    .join('; ');
}
