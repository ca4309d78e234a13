import * as z from 'zod';

const name = z.string().min(1).max(1024);
/** CloudWatch takes no value outside of this, no infinity and no NaN. */
const value = z
  .number()
  .min(-(2 ** 360))
  .max(2 ** 360);
const dimensionValue = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^[ -~]+$/, 'printable ASCII alone')
  .regex(/^[^:]/, 'no colon in front')
  .regex(/\S/, 'not of blanks alone');

const directive = z.strictObject({
  Namespace: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[0-9A-Za-z.\-_/#: ]+$/)
    .regex(/^[^:]/),
  Dimensions: z.array(z.array(z.string().min(1).max(250)).max(30)).min(1),
  Metrics: z
    .array(
      z.strictObject({
        Name: name.max(255),
        Unit: z.enum(['Count', 'Seconds', 'Milliseconds', 'Bytes', 'Percent', 'None']).optional(),
        StorageResolution: z.literal([1, 60]).optional(),
      }),
    )
    .min(1)
    .max(100),
});

/** A metric line as AWS's specification of the embedded format wants it; what its directives refer to stands at the root. */
const document = z
  .looseObject({
    _aws: z.strictObject({ Timestamp: z.int().min(0), CloudWatchMetrics: z.array(directive).min(1) }),
  })
  .superRefine((root, context) => {
    const refuse = (key: string, error: z.ZodError) =>
      context.addIssue({ code: 'custom', path: [key], message: error.issues.map(({ message }) => message).join(', ') });
    for (const { Dimensions, Metrics } of root._aws.CloudWatchMetrics) {
      for (const key of Dimensions.flat()) {
        const read = dimensionValue.safeParse(root[key]);
        if (!read.success) refuse(key, read.error);
      }
      for (const { Name } of Metrics) {
        const read = z.union([value, z.array(value).min(1).max(100)]).safeParse(root[Name]);
        if (!read.success) refuse(Name, read.error);
      }
    }
  });

const largestEventBytes = 262_144;

/** What one metric was told under one set of dimension values. */
export interface DataPoint {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly values: readonly number[];
  readonly unit?: string;
}

/** Reads a line as CloudWatch does. Throws where it would find no metric in it, or refuse one. */
export function readMetricLine(line: string): readonly DataPoint[] {
  if (Buffer.byteLength(line) > largestEventBytes) throw new RangeError(`a line of ${line.length} characters`);
  const root = document.parse(JSON.parse(line));
  return root._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((set) =>
      Metrics.map(({ Name, Unit }) => ({
        namespace: Namespace,
        metric: Name,
        dimensions: Object.fromEntries(set.map((key) => [key, String(root[key])])),
        at: root._aws.Timestamp,
        values: [root[Name]].flat() as number[],
        ...(Unit !== undefined && { unit: Unit }),
      })),
    ),
  );
}

/** The data points of the metric lines among those of a log; other lines are none of CloudWatch's. */
export function dataPointsOf(lines: readonly string[]): readonly DataPoint[] {
  return lines.filter((line) => line.startsWith('{') && line.includes('"_aws"')).flatMap(readMetricLine);
}
