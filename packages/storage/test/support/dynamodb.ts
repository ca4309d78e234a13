import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Clock, type Store, systemChance, systemClock } from '@ingest/core';
import { onTestFinished } from 'vitest';
import { noon } from '../../src/conformance/build.js';
import type { StoreSubject } from '../../src/conformance/index.js';
import { loadDriver } from '../../src/dynamodb/client.js';
import { createDynamoStore, type DynamoUrlOptions } from '../../src/dynamodb/index.js';
import { Table } from '../../src/dynamodb/table.js';

// The emulator asks for keys and takes any.
process.env.AWS_ACCESS_KEY_ID ??= 'test';
process.env.AWS_SECRET_ACCESS_KEY ??= 'test';

let started: Promise<string | null> | null = null;

/** The endpoint of an emulator in which the tests may do anything: the one that is named, or one that is started once. */
export function dynamoEndpoint(): Promise<string | null> {
  started ??= process.env.INGEST_TEST_DYNAMODB ? Promise.resolve(process.env.INGEST_TEST_DYNAMODB) : startEmulator();
  return started;
}

/**
 * Whether there is an emulator. Where there is none its tests are skipped, loudly; with INGEST_REQUIRE_SERVICES=1 they fail
 * instead.
 */
export async function hasDynamo(): Promise<boolean> {
  if ((await dynamoEndpoint()) !== null) return true;
  const words = 'no emulator of DynamoDB: neither INGEST_TEST_DYNAMODB nor the package @dynoxide/linux-x64';
  if (process.env.INGEST_REQUIRE_SERVICES === '1') throw new Error(`${words}, and INGEST_REQUIRE_SERVICES is set`);
  console.warn(`SKIPPED: ${words}; its tests did not run`);
  return false;
}

async function startEmulator(): Promise<string | null> {
  const path = emulatorPath();
  if (path === null) return null;
  const port = await freePort();
  // A worker of the tests is ended without a word: what it started ends when its pipe does.
  const script = '"$0" --port "$1" </dev/null >/dev/null 2>&1 & cat; kill $!';
  const child = spawn('sh', ['-c', script, path, String(port)], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  (child.stdin as Socket).unref();
  await answering(port, child);
  return `http://127.0.0.1:${port}`;
}

function emulatorPath(): string | null {
  try {
    const path = fileURLToPath(new URL('dynoxide', import.meta.resolve('@dynoxide/linux-x64/package.json')));
    chmodSync(path, 0o755);
    return path;
  } catch {
    return null;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect({ host: '127.0.0.1', port });
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the emulator of DynamoDB ended with ${child.exitCode}`);
}

let shared: DynamoDBClient | null = null;

/** One client for all stores of a worker. */
export async function sharedClient(): Promise<DynamoDBClient> {
  shared ??= new DynamoDBClient({ region: 'eu-central-1', endpoint: (await dynamoEndpoint()) ?? '', maxAttempts: 1 });
  return shared;
}

/** The name of a table of this test alone, which is removed after it. */
export function temporaryTable(): string {
  const TableName = `test-${randomUUID()}`;
  onTestFinished(async () => {
    const client = await sharedClient();
    await client.send(new DeleteTableCommand({ TableName })).catch(() => {});
  });
  return TableName;
}

/** A clock that waits as that of the machine does, and on which it is always the same time. */
export function clockAt(at: number): Clock {
  return { ...systemClock(), now: () => at };
}

/** Makes subjects in tables that are not there yet. */
export async function dynamoSubjects(): Promise<() => StoreSubject> {
  const client = await sharedClient();
  return () => {
    const table = temporaryTable();
    return { connect: () => createDynamoStore({ client, table, clock: clockAt(noon) }) };
  };
}

/** The url of a store in the emulator, or behind a proxy of it. */
export function urlOf(table: string, endpoint: string): string {
  return `dynamodb://${table}?region=eu-central-1&endpoint=${encodeURIComponent(endpoint)}`;
}

/** An open store in a table of its own that is gone after the test. */
export async function openDynamo(
  options: Partial<Omit<DynamoUrlOptions, 'url'>> & { readonly table?: string; readonly endpoint?: string } = {},
): Promise<{ readonly store: Store; readonly table: string }> {
  const { table = temporaryTable(), endpoint = (await dynamoEndpoint()) ?? '', ...rest } = options;
  const store = createDynamoStore({ url: urlOf(table, endpoint), clock: clockAt(noon), ...rest });
  await store.open({ create: true });
  onTestFinished(() => store.close());
  return { store, table };
}

/** Requests to a table, as an operation of the store makes them. */
export async function tableOf(name: string): Promise<Table> {
  const settings = { clock: systemClock(), chance: systemChance(), reconnectMs: 1_000 };
  return new Table(name, await loadDriver(), await sharedClient(), settings);
}
