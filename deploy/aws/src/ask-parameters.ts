import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { IngestError, toError } from '@ingest/core';
import type { AskParameters } from './parameters.js';

/** As many as one request takes. */
const mostNames = 10;
/** How long a connection, and an answer, may take before the SDK tries again, in milliseconds. */
const patience = { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true } as const;

/** Asks the Parameter Store, which asks Secrets Manager where a name says so. Whatever it fails with says what to do. */
export const askParameters: AskParameters = async (names) => {
  const client = new SSMClient({ requestHandler: patience });
  const found = new Map<string, string>();
  try {
    for (let first = 0; first < names.length; first += mostNames) {
      const Names = names.slice(first, first + mostNames);
      const { Parameters = [] } = await client.send(new GetParametersCommand({ Names, WithDecryption: true }));
      for (const { Name = '', Value = '' } of Parameters) found.set(Name, Value);
    }
    return found;
  } catch (thrown) {
    throw unreadable(thrown, names);
  } finally {
    // A function that is frozen holds no connection.
    client.destroy();
  }
};

function unreadable(thrown: unknown, names: readonly string[]): IngestError {
  const { name, message } = toError(thrown);
  const isDenied = name === 'AccessDeniedException';
  const problem = `the parameters ${names.join(', ')} cannot be read: ${name}: ${message.split('\n')[0]}`;
  return new IngestError(isDenied ? 'FORBIDDEN' : 'NETWORK', problem, {
    hint: isDenied
      ? 'allow ssm:GetParameters on them to the role of the function, and kms:Decrypt where a key of your own encrypts them'
      : 'it is tried again with the next event; if it lasts, look whether the function reaches Systems Manager',
  });
}
