import { type Redact, redactor } from '@ingest/core';

/** Takes every text of the options of a part from outside out of what is said of it: any of them may be a secret. */
export function hideOptions(options: unknown): Redact {
  return redactor(textsIn(options));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
