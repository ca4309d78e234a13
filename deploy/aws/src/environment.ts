import { IngestError } from '@ingest/core';
import * as z from 'zod';

/** A text that is set at all: what is set to nothing would be found out with the first request that needs it. */
const text = z.string().trim().min(1, 'it is set to nothing');
const topic = text.regex(
  /^arn:aws[a-z-]*:sns:/,
  'expected the ARN of a topic: arn:aws:sns:us-east-1:123456789012:news',
);
const queue = text.regex(/^https?:\/\//, 'expected the url of a queue');

/** A variable that takes its value from a parameter. */
export interface NamedParameter {
  readonly variable: string;
  /** As Parameter Store calls it; below `/aws/reference/secretsmanager/` stand the secrets of Secrets Manager. */
  readonly parameter: string;
}

const parameters = text.transform((list, { addIssue }): readonly NamedParameter[] =>
  list.split(',').flatMap((pair) => {
    const [, variable, parameter] = /^\s*([A-Za-z_]\w*)\s*=\s*(\S+)\s*$/.exec(pair) ?? [];
    if (variable !== undefined && parameter !== undefined) return [{ variable, parameter }];
    addIssue('expected variables and the parameters that hold them: TIINGO_API_KEY=/ingest/tiingo,…');
    return [];
  }),
);

/** What stands for a setting of the configuration file, as the command reads it; looked at here only so far that it is set. */
const settings = {
  INGEST_STORE: text.regex(/^dynamodb:\/\//, 'expected dynamodb://table'),
  INGEST_TICKERS: text.optional(),
  INGEST_SOURCES: text.optional(),
  INGEST_MODE: text.optional(),
  INGEST_SCORER: text.optional(),
  INGEST_HEARTBEAT: text.optional(),
} as const;

/** What both functions read. */
const shared = z.object({
  ...settings,
  INGEST_CONFIG: text.optional(),
  INGEST_NEWS_TOPIC: topic.optional(),
  INGEST_ALERTS_TOPIC: topic.optional(),
  INGEST_PARAMETERS: parameters.default([]),
  INGEST_METRICS_NAMESPACE: text.default('Ingest'),
});

const schemas = {
  scheduler: shared.extend({
    INGEST_QUEUE_URL: queue.optional(),
    INGEST_TICKERS_PER_SHARE: text.pipe(z.coerce.number<string>().int().min(1)).default(50),
  }),
  worker: shared.extend({ INGEST_QUEUE_URL: queue, INGEST_DEAD_LETTER_URL: queue }),
} as const;

/** The functions that are deployed. */
export type FunctionName = keyof typeof schemas;

/** Every variable that a function reads, beside those of Lambda and of the SDK. */
export function variableNames(name: FunctionName): readonly string[] {
  return Object.keys(schemas[name].shape);
}

/** What a function is told by its environment. */
export interface FunctionEnvironment<Name extends FunctionName> {
  readonly variables: z.infer<(typeof schemas)[Name]>;
  /** Who this is, for people who find a lease of it: function and log stream. */
  readonly holder: string;
  /** Any variable, for `${NAME}` in the configuration. */
  read(name: string): string | undefined;
}

/** Reads the environment, and checks what is in it. Throws CONFIG_INVALID that names each variable that is wrong, and no value. */
export function readEnvironment<Name extends FunctionName>(
  name: Name,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): FunctionEnvironment<Name> {
  const result = schemas[name].safeParse(environment);
  if (!result.success) {
    const lines = result.error.issues.map(({ path, message, code, input }) => {
      const isMissing = code === 'invalid_type' && environment[String(path[0])] === undefined && input === undefined;
      return `${String(path[0])}: ${isMissing ? 'it is not set' : message}`;
    });
    throw new IngestError('CONFIG_INVALID', lines.join('\n'), {
      hint: `set it in the environment of the function ${name}; docs/aws.md lists them all`,
    });
  }
  const { AWS_LAMBDA_FUNCTION_NAME: own = name, AWS_LAMBDA_LOG_STREAM_NAME: stream = 'no log stream' } = environment;
  return {
    variables: result.data as z.infer<(typeof schemas)[Name]>,
    holder: `${own} (${stream})`,
    read: (variable) => environment[variable],
  };
}
