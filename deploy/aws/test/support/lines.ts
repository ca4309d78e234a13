import * as z from 'zod';
import type { PublishedName } from '../../src/cloudwatch/published.js';
import { type DataPoint, dataPointsOf } from './emf.js';
import type { Invoked } from './function-process.js';

const logLine = z.looseObject({ level: z.union([z.string(), z.number()]), msg: z.string() });
const ofRuntime = z.looseObject({ level: z.literal('ERROR'), message: z.string().startsWith('Invoke Error') });

/** What an invocation left in its log group, as CloudWatch reads it. */
export interface Told {
  readonly points: readonly DataPoint[];
  readonly log: readonly z.infer<typeof logLine>[];
  /** What a metric without dimensions was told in all; undefined when it was told nothing. */
  sum(metric: PublishedName): number | undefined;
}

/** Reads it. Throws for a line that is neither a metric nor a line of our log, nor what the runtime itself says of a throw. */
export function toldBy({ lines }: Pick<Invoked, 'lines'>): Told {
  const points = dataPointsOf(lines);
  const others = lines.filter((line) => !line.startsWith('{"_aws"'));
  const log = others.flatMap((line) => {
    const value: unknown = JSON.parse(line);
    return ofRuntime.safeParse(value).success ? [] : [logLine.parse(value)];
  });
  return {
    points,
    log,
    sum(metric) {
      const values = points.filter((point) => point.metric === metric && Object.keys(point.dimensions).length === 0);
      if (values.length === 0) return undefined;
      return values.flatMap((point) => point.values).reduce((total, value) => total + value, 0);
    },
  };
}
