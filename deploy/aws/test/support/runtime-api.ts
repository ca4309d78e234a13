import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What Lambda is told of a failure. */
export interface ErrorBody {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** An event on its way to a function. */
export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** By the machine's clock, in milliseconds since 1970. */
  readonly deadline: number;
  /** How far the clock of the function is ahead of the machine's. */
  readonly aheadMs: number;
}

export type Answered =
  | { readonly kind: 'response'; readonly body: unknown }
  | { readonly kind: 'error'; readonly error: ErrorBody };

interface Offered {
  readonly invocation: Invocation;
  readonly answer: (answered: Answered) => void;
}

/** Lambda's side of the Runtime API, for one process. */
export interface RuntimeApi {
  /** What the process finds in AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves when the process asks for its first event, or says why it cannot. */
  readonly initialised: Promise<ErrorBody | null>;
  /** Hands an event to the process; one at a time. */
  invoke(invocation: Invocation): Promise<Answered>;
  close(): void;
}

/**
 * Starts it. Between two invocations Lambda freezes a process: `onIdle` is called when the process has asked for an event that is
 * not there, `onEvent` just before it gets one.
 */
export async function startRuntimeApi(onIdle: () => void, onEvent: () => void): Promise<RuntimeApi> {
  let onInitialised: (error: ErrorBody | null) => void = () => {};
  const initialised = new Promise<ErrorBody | null>((resolve) => {
    onInitialised = resolve;
  });
  const state: { asking: ServerResponse | null; offered: Offered | null } = { asking: null, offered: null };

  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace('/2018-06-01/runtime/', '');
    if (path === 'invocation/next') {
      onInitialised(null);
      state.asking = response;
      if (state.offered === null) onIdle();
      else hand();
      return;
    }
    const body: unknown = await json(request);
    response.writeHead(202).end('{"status":"OK"}');
    if (path === 'init/error') onInitialised(body as ErrorBody);
    const [, requestId, kind] = path.split('/');
    const { offered } = state;
    if (offered === null || offered.invocation.requestId !== requestId) return;
    state.offered = null;
    offered.answer(kind === 'response' ? { kind, body } : { kind: 'error', error: body as ErrorBody });
  });

  function hand(): void {
    const { asking, offered } = state;
    if (asking === null || offered === null) return;
    const { requestId, event, deadline, aheadMs } = offered.invocation;
    onEvent();
    asking.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': requestId,
      'lambda-runtime-deadline-ms': String(deadline),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:test',
      'test-clock-ahead-ms': String(aheadMs),
    });
    asking.end(JSON.stringify(event));
    state.asking = null;
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    initialised,
    invoke: (invocation) =>
      new Promise((answer) => {
        state.offered = { invocation, answer };
        hand();
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
