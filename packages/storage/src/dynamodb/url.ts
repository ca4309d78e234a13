import { IngestError } from '@ingest/core';

/** What a url says of a DynamoDB store. */
export interface DynamoAddress {
  readonly table: string;
  /** Undefined: what the environment says (AWS_REGION, or the profile), as with every program for AWS. */
  readonly region: string | undefined;
  /** Undefined: that of the region, or AWS_ENDPOINT_URL_DYNAMODB. */
  readonly endpoint: string | undefined;
}

/** The form of such a url. */
export const dynamoUrlForm = 'dynamodb://table?region=eu-central-1';

const parameters = ['region', 'endpoint'];

/** Reads `dynamodb://`. CONFIG_INVALID that says what is wrong. */
export function parseDynamoUrl(text: string): DynamoAddress {
  if (!URL.canParse(text)) throw invalid('it cannot be read as one');
  const url = new URL(text);
  const asked = url.searchParams;
  for (const name of asked.keys())
    if (!parameters.includes(name))
      throw invalid(`it has the parameter ${JSON.stringify(name)}, which means nothing here`);
  if (url.username !== '' || url.password !== '')
    throw invalid('it names a user: keys are read from the environment, the profile or the role, never from a url');
  if (url.port !== '' || url.pathname.replace('/', '') !== '')
    throw invalid('nothing but the name of a table stands before the question mark');
  return {
    table: checkedTable(url.hostname),
    region: checked('region', asked.get('region'), (region) => /^[a-z0-9-]+$/.test(region)),
    endpoint: checked('endpoint', asked.get('endpoint'), isEndpoint),
  };
}

/** Names as DynamoDB takes them. Throws CONFIG_INVALID. */
export function checkedTable(table: string): string {
  if (!/^[a-zA-Z0-9_.-]{3,255}$/.test(table))
    throw invalid(`${JSON.stringify(table)} is no name of a table: 3 to 255 letters, digits, "_", "-" and "."`);
  return table;
}

function isEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, username, password } = new URL(endpoint);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

function checked(name: string, value: string | null, isRight: (value: string) => boolean): string | undefined {
  if (value === null) return undefined;
  if (!isRight(value)) throw invalid(`its ${name} cannot be read as one`);
  return value;
}

function invalid(problem: string): IngestError {
  return new IngestError('CONFIG_INVALID', `store: the url of a DynamoDB store is wrong: ${problem}`, {
    hint: `expected ${dynamoUrlForm}`,
  });
}
