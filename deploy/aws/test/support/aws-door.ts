import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { unitsOf } from '../../../../packages/storage/test/support/dynamodb-proxy.js';
import { type AwsCall, type Needed, readCall } from './aws-call.js';
import type { ParameterStore } from './parameter-store.js';

/** A call that was let in, and what it cost. */
export interface RecordedCall extends AwsCall {
  /** Read or write units of DynamoDB; 0 of other services. */
  readonly units: number;
}

export interface DoorOptions {
  /** The url of the emulator of DynamoDB. */
  readonly dynamodb: string;
  /** The url of the emulator of SNS and SQS. */
  readonly messaging: string;
  /** A queue by the path of its url, as that emulator knows it. */
  readonly queueUrl: (path: string) => string;
  readonly parameters: ParameterStore;
  /** Whether whoever has this key may do that; what it may not is refused as AWS refuses it. */
  readonly isAllowed: (accessKeyId: string, needed: Needed) => boolean;
}

/** What every call to AWS goes through: it looks at the permissions as IAM does, and writes down what was called. */
export interface AwsDoor {
  readonly endpoint: string;
  readonly calls: readonly RecordedCall[];
  /** What was refused, as `key action resource`. */
  readonly refused: readonly string[];
  /** Does something at the first call of a kind, before it is done or after it; whoever called does not hear of it. */
  interrupt(isMeant: (call: AwsCall) => boolean, moment: 'before' | 'after', doing: () => void): void;
  /** From now on nobody answers for a service, though connections are taken. Null: all do again. */
  hang(service: AwsCall['service'] | null): void;
  close(): Promise<void>;
}

interface Interruption {
  readonly isMeant: (call: AwsCall) => boolean;
  readonly moment: 'before' | 'after';
  readonly doing: () => void;
}

export async function openAwsDoor(options: DoorOptions): Promise<AwsDoor> {
  const calls: RecordedCall[] = [];
  const refused: string[] = [];
  const interruptions: Interruption[] = [];
  let hanging: AwsCall['service'] | null = null;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      // The SDK would only see a lost connection.
      response.writeHead(501, { 'content-type': 'text/plain' }).end(String(error));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await text(request);
    const call = readCall(request.headers, asked);
    if (call.service === hanging) return;
    const forbidden = call.needs.find((needed) => !options.isAllowed(call.accessKeyId, needed));
    if (forbidden !== undefined) {
      refused.push(`${call.accessKeyId} ${forbidden.action} ${forbidden.resource}`);
      return refuse(response, call, forbidden);
    }
    const at = interruptions.findIndex(({ isMeant }) => isMeant(call));
    const interruption = at === -1 ? undefined : interruptions.splice(at, 1)[0];
    if (interruption?.moment === 'before') return interrupted(request, interruption.doing);
    if (call.service === 'ssm') {
      const { status, body } = options.parameters.answer(call.operation, call.body);
      calls.push({ ...call, units: 0 });
      return answer(response, status, JSON.stringify(body));
    }
    const target = call.service === 'dynamodb' ? options.dynamodb : options.messaging;
    const body = changed(call, asked);
    const answered = await fetch(target, { method: 'POST', headers: passedOn(request), body });
    const said = await answered.text();
    const units = call.service === 'dynamodb' ? unitsOf(JSON.parse(said) as Record<string, unknown>) : 0;
    calls.push({ ...call, units });
    if (interruption !== undefined) return interrupted(request, interruption.doing);
    answer(response, answered.status, said, answered.headers.get('content-type'));
  }

  /** DynamoDB is asked what it cost, and SQS about a queue by the url that the emulator knows. */
  function changed({ service, body }: AwsCall, asked: string): string {
    if (service === 'dynamodb') return JSON.stringify({ ...body, ReturnConsumedCapacity: 'TOTAL' });
    if (service !== 'sqs') return asked;
    return JSON.stringify({ ...body, QueueUrl: options.queueUrl(new URL(String(body.QueueUrl)).pathname) });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    refused,
    hang(service) {
      hanging = service;
    },
    interrupt: (isMeant, moment, doing) => void interruptions.push({ isMeant, moment, doing }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function interrupted({ socket }: IncomingMessage, doing: () => void): void {
  doing();
  socket.destroy();
}

/** As each service words it. */
function refuse(response: ServerResponse, { service, accessKeyId }: AwsCall, { action, resource }: Needed): void {
  const message = `User: arn:aws:sts::000000000000:assumed-role/${accessKeyId}/function is not authorized to perform: ${action} on resource: ${resource}`;
  if (service !== 'sns') {
    answer(response, 400, JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message }));
    return;
  }
  const error = `<Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>${message}</Message></Error>`;
  answer(
    response,
    403,
    `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${error}</ErrorResponse>`,
    'text/xml',
  );
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type: string | null = 'application/x-amz-json-1.0',
): void {
  response.writeHead(status, { 'content-type': type ?? 'application/json' }).end(body);
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) =>
      /^(x-amz-(target|date|security-token)|x-amzn-query-mode|authorization|content-type)$/.test(name),
    ),
  ) as Record<string, string>;
}
