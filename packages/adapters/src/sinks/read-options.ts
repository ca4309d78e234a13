import { hash } from 'node:crypto';
import { IngestError } from '@ingest/core';
import type * as z from 'zod';

/** Options of a sink, checked. Throws CONFIG_INVALID that names the option and the expected form, never its value: it may be a secret. */
export function readSinkOptions<T>(use: string, schema: z.ZodObject & z.ZodType<T>, options: unknown): T {
  const read = schema.safeParse(options);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const known = Object.keys(schema.shape).join(', ');
  if (issue?.code === 'unrecognized_keys')
    throw invalid(use, `there is no option ${issue.keys.join(', ')}`, `the options are: ${known}`, issue.keys[0]);
  const option = issue?.path[0];
  if (option === undefined) throw invalid(use, 'the options are no object', `the options are: ${known}`);
  const meta = schema.shape[String(option) as never] as { description?: string } | undefined;
  throw invalid(
    use,
    `${String(option)}: expected ${meta?.description ?? 'another value'}`,
    `correct ${String(option)}`,
    String(option),
  );
}

/** How a sink without a name of its own is known: the same as long as it goes to the same place, and no secret. */
export function nameOf(use: string, place: string): string {
  return `${use}-${hash('sha256', place, 'hex').slice(0, 8)}`;
}

function invalid(use: string, problem: string, hint: string, option?: string): IngestError {
  return new IngestError('CONFIG_INVALID', `sink ${use}: ${problem}`, {
    hint,
    ...(option !== undefined && { context: { option } }),
  });
}
