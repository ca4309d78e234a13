import { hash } from 'node:crypto';
import { IngestError } from '@ingest/core';
import * as z from 'zod';

/** How a sink is called: easy to type after `--sink`. */
export const sinkName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
  .optional()
  .describe('a name of letters, digits, dots and dashes');

const longestTimeoutMs = 10_000;

/** The longest that one try may take; what is left out is the longest there is. */
export const sinkTimeout = z
  .int()
  .min(1)
  .max(longestTimeoutMs)
  .default(longestTimeoutMs)
  .describe(`a whole number of milliseconds from 1 to ${longestTimeoutMs}`);

/** Where a sink posts to. */
export const receiverUrl = z
  .string()
  .trim()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
  .describe('an http or https url');

/** The same for a receiver that takes no user: a fetch refuses such a url, and a password in it would be shown. */
export const urlWithoutUser = receiverUrl.refine(
  (text) => URL.canParse(text) && new URL(text).username === '' && new URL(text).password === '',
);

/** How a sink without a name of its own is called: the same as long as it goes to the same place, and no secret. */
export function defaultName(use: string, place: string): string {
  return `${use}-${hash('sha256', place, 'hex').slice(0, 8)}`;
}

/**
 * Checks the options of a sink. Throws CONFIG_INVALID that names the option and the form that its description gives, never the
 * value: it may be a secret. `context` has the same for whoever knows where the options stand.
 */
export function readSinkOptions<Schema extends z.ZodObject>(
  use: string,
  schema: Schema,
  options: unknown,
): z.infer<Schema> {
  const read = schema.safeParse(options);
  if (read.success) return read.data;
  const known = Object.keys(schema.shape).join(', ');
  const { issues } = read.error;
  // A slip of the pen is often the reason why another option is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const [option = ''] = issue.keys;
    throw invalid(use, { option, problem: 'unknown option', known }, `The options are: ${known}.`);
  }
  const [name] = issue?.path ?? [];
  if (issue === undefined || name === undefined)
    throw invalid(use, { option: '', problem: 'the options are no object', known }, `The options are: ${known}.`);
  const isMissing = options !== null && typeof options === 'object' && !(name in options);
  const expected = (schema.shape[String(name)] as z.ZodType | undefined)?.description ?? 'another value';
  const problem = `${isMissing ? 'missing; ' : ''}expected ${expected}`;
  throw invalid(use, { option: issue.path.join('.'), problem }, `Correct ${String(name)}.`);
}

interface Finding {
  readonly option: string;
  readonly problem: string;
  /** The names of all options, where it is the name that is wrong. */
  readonly known?: string;
}

function invalid(use: string, { option, problem, known }: Finding, hint: string): IngestError {
  const where = option === '' ? '' : `${option}: `;
  return new IngestError('CONFIG_INVALID', `sink ${use}: ${where}${problem}`, {
    hint,
    context: { option, problem, ...(known !== undefined && { known }) },
  });
}
