import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { dynamoEndpoint } from './dynamodb.js';

/**
 * What goes wrong with a request.
 *
 * - `throttled`, `broken`, `conflict`: DynamoDB refuses it, because of its capacity, of itself, or of another transaction.
 * - `denied`: whoever asks has no right to it.
 * - `cut`: the connection breaks off before it arrives; `unheard`: once it is done, before anybody hears of it.
 * - `handed back`: of a batch the last two are not done and are handed back.
 */
export const faults = ['throttled', 'broken', 'conflict', 'denied', 'cut', 'unheard', 'handed back'] as const;
export type Fault = (typeof faults)[number];

/** Stands before the emulator, which does none of this by itself. Ends with the test. */
export interface DynamoProxy {
  readonly endpoint: string;
  /** The next so many requests for this operation go wrong, after `spared` that go well. */
  fail(operation: string, fault: Fault, times?: number, spared?: number): void;
  /**
   * Of rows whose `pk` begins so nothing is to be seen in the next so many answers that hold any, as of a transaction that is
   * seen row by row. Whatever transactions ask for is as it is.
   */
  hide(beginning: string, times?: number): void;
  /** How many requests still have to go wrong, or to hide something. */
  readonly left: number;
  /** The operations that arrived, one after the other, with what each read and wrote in units. */
  readonly operations: { readonly operation: string; readonly units: number }[];
}

const refusals: Partial<Record<Fault, readonly [status: number, body: object]>> = {
  throttled: [400, { __type: `${namespace()}ProvisionedThroughputExceededException`, message: 'too much at once' }],
  broken: [500, { __type: `${namespace()}InternalServerError`, message: 'something broke' }],
  denied: [400, { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'not authorized' }],
  conflict: [
    400,
    {
      __type: `${namespace()}TransactionCanceledException`,
      message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]',
      CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }],
    },
  ],
};

function namespace(): string {
  return 'com.amazonaws.dynamodb.v20120810#';
}

interface Trap {
  readonly operation: string;
  readonly fault: Fault;
  times: number;
  spared: number;
}

export async function startDynamoProxy(): Promise<DynamoProxy> {
  const target = (await dynamoEndpoint()) ?? '';
  const traps: Trap[] = [];
  const hidden: { readonly beginning: string; times: number }[] = [];
  const operations: { operation: string; units: number }[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body = JSON.parse(await textOf(request)) as Record<string, unknown>;
    const fault = sprung(traps, operation);
    const refusal = fault === null ? undefined : refusals[fault];
    if (refusal !== undefined) return answer(response, refusal[0], JSON.stringify(refusal[1]));
    if (fault === 'cut') return void request.socket.destroy();
    const back = fault === 'handed back' ? handBack(body) : {};
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) =>
        /^(x-amz-(target|date|security-token)|authorization|content-type)$/.test(name),
      ),
    ) as Record<string, string>;
    const counted = JSON.stringify({ ...body, ReturnConsumedCapacity: 'TOTAL' });
    const answered = await fetch(target, { method: 'POST', headers, body: counted });
    const text = await answered.text();
    if (fault === 'unheard') return void request.socket.destroy();
    const said = JSON.parse(text) as Record<string, unknown>;
    operations.push({ operation, units: unitsOf(said) });
    answer(response, answered.status, JSON.stringify({ ...without(hidden, said), ...back }));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fail: (operation, fault, times = 1, spared = 0) => void traps.push({ operation, fault, times, spared }),
    hide: (beginning, times = 1) => void hidden.push({ beginning, times }),
    get left() {
      return [...traps, ...hidden].reduce((sum, { times }) => sum + times, 0);
    },
    operations,
  };
}

function sprung(traps: readonly Trap[], operation: string): Fault | null {
  for (const trap of traps) {
    if (trap.operation !== operation || trap.times === 0) continue;
    if (trap.spared > 0) trap.spared -= 1;
    else {
      trap.times -= 1;
      return trap.fault;
    }
    return null;
  }
  return null;
}

/** An answer to a query or a batch without the rows that are hidden, each of which is so once less then. */
function without(
  hidden: readonly { readonly beginning: string; times: number }[],
  said: Record<string, unknown>,
): Record<string, unknown> {
  const shown = (items: readonly Item[]) =>
    hidden.reduce((left, one) => {
      const rest = left.filter(({ pk }) => !pk.S.startsWith(one.beginning));
      if (rest.length === left.length || one.times === 0) return left;
      one.times -= 1;
      return rest;
    }, items);
  if (Array.isArray(said.Items)) return { ...said, Items: shown(said.Items) };
  if (said.Responses === undefined || Array.isArray(said.Responses)) return said;
  const tables = Object.entries(said.Responses as Record<string, readonly Item[]>);
  return { ...said, Responses: Object.fromEntries(tables.map(([table, items]) => [table, shown(items)])) };
}

interface Item {
  readonly pk: { readonly S: string };
}

/** Takes the last two out of a batch, and says how they are handed back. */
function handBack(body: Record<string, unknown>): object {
  const asked = body.RequestItems as Record<string, unknown[] | { Keys: unknown[] }>;
  const [[table, rest] = []] = Object.entries(asked);
  if (table === undefined || rest === undefined) return {};
  if (Array.isArray(rest)) {
    const taken = rest.splice(Math.max(1, rest.length - 2));
    return { UnprocessedItems: taken.length === 0 ? {} : { [table]: taken } };
  }
  const taken = rest.Keys.splice(Math.max(1, rest.Keys.length - 2));
  return { UnprocessedKeys: taken.length === 0 ? {} : { [table]: { ...rest, Keys: taken } } };
}

/** What an answer says that was read and written, in units. */
export function unitsOf({ ConsumedCapacity: consumed }: Record<string, unknown>): number {
  const all = (Array.isArray(consumed) ? consumed : [consumed ?? {}]) as readonly { CapacityUnits?: number }[];
  return all.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
