import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { askParameters } from '../src/ask-parameters.js';
import { parameterStore } from './support/parameter-store.js';
import { withAws } from './support/unit-queue.js';

type Answer = ReturnType<ReturnType<typeof parameterStore>['answer']>;

/** A Parameter Store on this machine; what it was asked for. */
async function serving(answer: (operation: string, body: { Names?: readonly string[] }) => Answer) {
  const asked: (readonly string[])[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const body = JSON.parse(text) as { Names?: readonly string[] };
    asked.push(body.Names ?? []);
    const said = answer(String(request.headers['x-amz-target']).split('.')[1] ?? '', body);
    response.writeHead(said.status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(said.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  withAws('AWS_ENDPOINT_URL_SSM', (server.address() as AddressInfo).port);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return asked;
}

it('finds the values in clear, ten names at a time, and leaves out what is not there', async () => {
  const store = parameterStore();
  const names = Array.from({ length: 12 }, (_, index) => `/ingest/key-${index}`);
  for (const name of names.slice(1)) store.values.set(name, `value of ${name}`);
  const asked = await serving(store.answer);
  expect(Object.fromEntries(await askParameters(names))).toEqual(Object.fromEntries(store.values));
  expect(asked.map(({ length }) => length)).toEqual([10, 2]);
});

it('says which right is missing, on which parameters', async () => {
  const message = 'User is not authorized to perform: ssm:GetParameters';
  await serving(() => ({ status: 400, body: { __type: 'AccessDeniedException', message } }) as unknown as Answer);
  await expect(askParameters(['/ingest/tiingo'])).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: `the parameters /ingest/tiingo cannot be read: AccessDeniedException: ${message}`,
    hint: expect.stringContaining('allow ssm:GetParameters'),
  });
});

it('says that it is tried again when nobody answers as Parameter Store does', async () => {
  await serving(() => ({ status: 400, body: { __type: 'ValidationException', message: 'no' } }) as unknown as Answer);
  await expect(askParameters(['/ingest/tiingo'])).rejects.toMatchObject({ code: 'NETWORK' });
});
