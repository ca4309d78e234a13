import { IngestError, toError } from '@ingest/core';
import type { DynamoClient } from './client.js';
import { isOtherKey } from './errors.js';

/** There is no table, and whoever asks may not make it. */
export class NotMade extends Error {
  override readonly name = 'NotMade';

  constructor(refusal: unknown) {
    super(toError(refusal).message, { cause: refusal });
  }
}

/** What kept a table from being opened, with its name and region where it is the table that is wrong; else as it is. */
export async function toTableError(
  thrown: unknown,
  { name }: { readonly name: string },
  client: DynamoClient,
): Promise<unknown> {
  if (thrown instanceof NotMade)
    return new IngestError(
      'STORE_UNAVAILABLE',
      `there is no table ${name} in ${await regionOf(client)}, and this role may not make it: ${thrown.message}`,
      {
        hint: 'check table and region in the url of the store (INGEST_STORE); on AWS Terraform makes the table (docs/aws.md), elsewhere whoever may CreateTable: ingest run',
      },
    );
  if (isOtherKey(thrown))
    return new IngestError(
      'STORE_SCHEMA',
      `the table ${name} in ${await regionOf(client)} is none of a store: ${toError(thrown).message}`,
      {
        hint: 'the rows of a store have the key pk and sk, both of them texts: name another table in the url of the store (INGEST_STORE)',
      },
    );
  return thrown;
}

async function regionOf({ config }: DynamoClient): Promise<string> {
  try {
    return (await config?.region?.()) ?? 'its region';
  } catch {
    return 'its region';
  }
}
