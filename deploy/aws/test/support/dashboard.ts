import * as z from 'zod';

const place = {
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  width: z.int().min(1).max(24),
  height: z.int().min(1).max(1000),
};
const axis = z.strictObject({ min: z.number().optional(), max: z.number().optional(), label: z.string().optional() });
const rendering = z.strictObject({
  stat: z.string().regex(/^(Average|Sum|Minimum|Maximum|SampleCount|p\d+(\.\d+)?)$/),
  label: z.string().optional(),
  yAxis: z.enum(['left', 'right']).optional(),
});
const expression = z.strictObject({
  expression: z.string().max(1024),
  id: z.string().regex(/^[a-z][A-Za-z0-9_]*$/),
  period: z.int().multipleOf(60),
});

/** The body of a dashboard as far as AWS documents it and we use it; anything else is refused. */
export const dashboardBody = z.strictObject({
  widgets: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('text'),
          ...place,
          properties: z.strictObject({ markdown: z.string().min(1) }),
        }),
        z.strictObject({
          type: z.literal('alarm'),
          ...place,
          properties: z.strictObject({
            title: z.string(),
            alarms: z.array(z.string().startsWith('arn:')).min(1).max(100),
          }),
        }),
        z.strictObject({
          type: z.literal('metric'),
          ...place,
          properties: z.strictObject({
            title: z.string(),
            view: z.literal('timeSeries'),
            region: z.string(),
            period: z.int().multipleOf(60),
            metrics: z.array(z.array(z.union([z.string(), rendering, expression])).min(1)).min(1),
            yAxis: z.strictObject({ left: axis.optional(), right: axis.optional() }).optional(),
            annotations: z
              .strictObject({ horizontal: z.array(z.strictObject({ label: z.string(), value: z.number() })) })
              .optional(),
          }),
        }),
      ]),
    )
    .max(500),
});

/** A metric that a dashboard shows, and what it is told apart by. */
export interface Shown {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly string[];
}

const search = /^SEARCH\('\{"([^"]+)",(\w+)\} MetricName="(\w+)"', '(\w+)'\)$/;

/** Every metric of the graphs of a dashboard. Throws on a body that CloudWatch would refuse, and on a search that is none. */
export function shownOn(text: string): readonly Shown[] {
  const { widgets } = dashboardBody.parse(JSON.parse(text));
  return widgets.flatMap((widget) => (widget.type === 'metric' ? widget.properties.metrics.map(shownBy) : []));
}

function shownBy(line: readonly (string | object)[]): Shown {
  const [first] = line;
  if (typeof first === 'object' && 'expression' in first) {
    const [, namespace = '', dimension = '', metric = ''] = search.exec(String(first.expression)) ?? [];
    if (metric === '') throw new SyntaxError(`not a search: ${first.expression}`);
    return { namespace, metric, dimensions: [dimension] };
  }
  const [namespace = '', metric = '', ...pairs] = line.filter((part) => typeof part === 'string');
  return { namespace, metric, dimensions: pairs.filter((_, index) => index % 2 === 0) };
}
