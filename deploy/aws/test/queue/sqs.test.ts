import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { withSqs } from '../../src/queue/sqs.js';
import { withAws } from '../support/unit-queue.js';

const url = 'https://sqs.us-east-1.amazonaws.com/000000000000/shares';

/** SQS that answers everything alike. */
async function answering(status: number, body: object): Promise<void> {
  const server = createServer((_, response) => void response.writeHead(status).end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  withAws('AWS_ENDPOINT_URL_SQS', (server.address() as AddressInfo).port);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
}

const ask = () => withSqs(url, 'sqs:SendMessage', (client) => client.send(new ListQueuesCommand({})));

it('says which right is missing, on which queue', async () => {
  await answering(400, { __type: 'com.amazonaws.sqs#AccessDeniedException', message: 'not authorized' });
  await expect(ask()).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: `${url}: AccessDeniedException: not authorized`,
    hint: 'allow sqs:SendMessage on it to the role of the function',
  });
});

it('says that it is tried again when the queue does not answer', async () => {
  await answering(400, { __type: 'com.amazonaws.sqs#InvalidAddress', message: 'no' });
  await expect(ask()).rejects.toMatchObject({ code: 'NETWORK', hint: expect.stringContaining('tried again') });
});
