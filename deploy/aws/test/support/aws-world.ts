import { CreateTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, onTestFinished } from 'vitest';
import { misbehavingProviders } from '../../../../packages/cli/test/e2e/faults/support/misbehaving-providers.js';
import { finnhubKey, tiingoKey } from '../../../../packages/cli/test/support/providers.js';
import {
  dynamoEndpoint,
  openDynamo,
  sharedClient,
  temporaryTable,
} from '../../../../packages/storage/test/support/dynamodb.js';
import { variableNames } from '../../src/environment.js';
import type { Needed } from './aws-call.js';
import { type AwsDoor, openAwsDoor } from './aws-door.js';
import { builtZip, type FunctionName, handlerOf } from './built-functions.js';
import {
  credentials,
  type FunctionProcess,
  type Invoked,
  type InvokeOptions,
  startFunction,
} from './function-process.js';
import { arns, type Messaging, queuePath, startMessaging } from './messaging.js';
import { type ParameterStore, parameterStore } from './parameter-store.js';
import { parameterNames, policyOf, resourcesWith } from './policies.js';

/** A Tuesday, half an hour after the exchange opened, on a mark of the schedule. */
export const inSession = Date.parse('2026-11-24T15:00:00.000Z');
/** A Saturday. */
export const onSaturday = Date.parse('2026-11-28T15:00:00.000Z');

export const minute = 60_000;

/** A function that was deployed, in a process that Lambda keeps. */
export interface Deployed extends Omit<FunctionProcess, 'invoke'> {
  /** An event at the time of the world. */
  invoke(event: unknown, options?: Partial<InvokeOptions>): Promise<Invoked>;
  /** What EventBridge Scheduler sends at the time of the world. */
  tick(options?: Partial<InvokeOptions>): Promise<Invoked>;
}

export interface DeployOptions {
  /** Variables that differ; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: as it was built. */
  readonly zip?: string | Uint8Array;
}

interface State {
  table: string;
  resources: ReturnType<typeof resourcesWith>;
  aws: AwsDoor;
  messaging: Messaging;
  parameters: ParameterStore;
  denied: { readonly role: FunctionName; readonly action: string }[];
  running: FunctionProcess[];
  /** Keys of sources, credentials, and what a test adds. */
  secrets: string[];
}

const roles: Readonly<Record<string, FunctionName>> = { AKIDSCHEDULER: 'scheduler', AKIDWORKER: 'worker' };

/**
 * An account on AWS as Terraform sets it up, each test with a new one: a table, topics, queues and parameters in emulators, behind a
 * door that allows each function what its generated policy allows and nothing else. After each test no secret may be in anything
 * that was written, kept or sent.
 */
export function awsWorld() {
  const providers = misbehavingProviders();
  const state = {} as State;

  beforeEach(async () => {
    const parameters = parameterStore();
    parameters.values.set(parameterNames.TIINGO_API_KEY, tiingoKey);
    parameters.values.set(parameterNames.FINNHUB_API_KEY, finnhubKey);
    const messaging = await startMessaging();
    onTestFinished(() => messaging.stop());
    const table = temporaryTable();
    await makeTable(table);
    const resources = resourcesWith(table);
    const policies = { scheduler: policyOf('scheduler', resources), worker: policyOf('worker', resources) };
    const denied: State['denied'] = [];
    const isAllowed = (accessKeyId: string, needed: Needed) => {
      const role = roles[accessKeyId];
      if (role === undefined || denied.some((one) => one.role === role && one.action === needed.action)) return false;
      return policies[role].allows(needed);
    };
    const dynamodb = (await dynamoEndpoint()) ?? '';
    const aws = await openAwsDoor({
      dynamodb,
      messaging: messaging.endpoint,
      queueUrl: messaging.queueUrl,
      parameters,
      isAllowed,
    });
    onTestFinished(() => aws.close());
    const running: FunctionProcess[] = [];
    const secrets = [tiingoKey, finnhubKey, ...credentials];
    Object.assign(state, { table, aws, messaging, resources, parameters, denied, running, secrets } satisfies State);
    setClock(inSession);
    onTestFinished(async ({ task }) => {
      for (const one of running) one.kill();
      const seen = [...running.map((one) => one.output()), await everyRow(), everyMessage()];
      for (const one of running) one.dispose();
      // A test that has failed already has said what matters.
      if (task.result?.state === 'fail') return;
      expectNoSecret(seen, secrets);
      if (denied.length === 0 && aws.refused.length > 0) throw new Error(`refused: ${aws.refused.join(', ')}`);
      providers.assertPlayed();
    });
  });

  function setClock(at: number): void {
    providers.clock.aheadMs = at - Date.now();
  }

  /** Sources on loopback, without quotas unless a plan is named. */
  function configuration({ plan = 'none' }: { readonly plan?: string } = {}): string {
    const urls = providers.baseUrls();
    const sources = [
      { use: 'tiingo', plan, baseUrl: urls.TIINGO_BASE_URL },
      { use: 'finnhub', plan, baseUrl: urls.FINNHUB_BASE_URL },
    ];
    return JSON.stringify({ sources });
  }

  function environmentOf(name: FunctionName): Record<string, string> {
    const queue = (of: 'shares' | 'dead-letters') => `${state.aws.endpoint}${queuePath(of)}`;
    return {
      INGEST_STORE: `dynamodb://${state.table}`,
      INGEST_TICKERS: 'AAPL,MSFT',
      INGEST_CONFIG: configuration(),
      INGEST_NEWS_TOPIC: arns.newsTopic,
      INGEST_ALERTS_TOPIC: arns.alertsTopic,
      INGEST_PARAMETERS: Object.entries(parameterNames)
        .map((pair) => pair.join('='))
        .join(','),
      INGEST_QUEUE_URL: queue('shares'),
      ...(name === 'worker' && { INGEST_DEAD_LETTER_URL: queue('dead-letters') }),
    };
  }

  async function deploy(name: FunctionName, { env = {}, zip = builtZip(name) }: DeployOptions = {}): Promise<Deployed> {
    const set = Object.entries({ ...environmentOf(name), ...env }).filter(([, value]) => value !== undefined);
    const strange = set.map(([variable]) => variable).filter((variable) => !variableNames(name).includes(variable));
    if (strange.length > 0) throw new Error(`no variable of the function ${name}: ${strange.join(', ')}`);
    const { aheadMs } = providers.clock;
    const started = await startFunction({
      zip,
      handler: handlerOf(name),
      functionName: `ingest-${name}`,
      // Here AWS is on loopback.
      env: { ...(Object.fromEntries(set) as Record<string, string>), AWS_ENDPOINT_URL: state.aws.endpoint },
      accessKeyId: `AKID${name.toUpperCase()}`,
      aheadMs,
    });
    state.running.push(started);
    const invoke: Deployed['invoke'] = (event, options) =>
      started.invoke(event, { aheadMs: providers.clock.aheadMs, ...options });
    return {
      ...started,
      invoke,
      tick: (options) => invoke({ scheduledAt: `${new Date(minuteOf(now())).toISOString().slice(0, 19)}Z` }, options),
    };
  }

  function now(): number {
    return Date.now() + providers.clock.aheadMs;
  }

  async function everyRow(): Promise<string> {
    const client = await sharedClient();
    const scan = client.send(new ScanCommand({ TableName: state.table }));
    const { Items = [] } = await scan.catch((error: Error) => {
      // A test may have taken the table away.
      if (error.name === 'ResourceNotFoundException') return { Items: [] };
      throw error;
    });
    return JSON.stringify(Items);
  }

  function everyMessage(): string {
    const queues = ['inbox-news', 'inbox-alerts', 'shares', 'dead-letters'];
    return JSON.stringify(queues.map((queue) => state.messaging.queued(queue)));
  }

  return {
    providers,
    deploy,
    configuration,
    keys: { TIINGO_API_KEY: tiingoKey, FINNHUB_API_KEY: finnhubKey },
    now,
    /** What time it is for functions, from now on. */
    setClock,
    get aws() {
      return state.aws;
    },
    get resources() {
      return state.resources;
    },
    get parameters() {
      return state.parameters;
    },
    get messaging() {
      return state.messaging;
    },
    /** From now on the role lacks the right. */
    deny: (role: FunctionName, action: string) => state.denied.push({ role, action }),
    /** Another one that may be seen nowhere. */
    keepsSecret: (secret: string) => state.secrets.push(secret),
    /** The store, as the command line opens it. */
    store: async () => (await openDynamo({ table: state.table })).store,
    /** The name of the table. */
    get table() {
      return state.table;
    },
  };
}

export type AwsWorld = ReturnType<typeof awsWorld>;

/** As Terraform makes it: without a row. */
async function makeTable(TableName: string): Promise<void> {
  const client = await sharedClient();
  const [pk, sk] = ['pk', 'sk'];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [pk, sk].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: pk, KeyType: 'HASH' },
        { AttributeName: sk, KeyType: 'RANGE' },
      ],
    }),
  );
}

function minuteOf(at: number): number {
  return Math.floor(at / minute) * minute;
}

function expectNoSecret(texts: readonly string[], secrets: readonly string[]): void {
  const found = secrets.filter((secret) => texts.some((text) => text.includes(secret)));
  if (found.length > 0) throw new Error(`a secret was written, kept or sent: it begins with ${found[0]?.slice(0, 6)}`);
}
