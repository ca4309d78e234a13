import { randomUUID } from 'node:crypto';
import { Patience, type PatienceSettings } from '../shared/patience.js';
import type { DynamoClient, DynamoDriver } from './client.js';
import { isPassing } from './errors.js';
import { fromItem, type Item, type Key, keyText, type Row, toAttribute, toItem, toKeyItem } from './row.js';

/** What DynamoDB takes at once: rows that are read, rows that are written one by one, requests side by side. */
const limits = { read: 100, write: 25, sideBySide: 8 } as const;

/** One part of a transaction. */
export type Action =
  | { readonly kind: 'put'; readonly row: Row; readonly condition?: Condition }
  | { readonly kind: 'delete'; readonly key: Key; readonly condition?: Condition }
  | { readonly kind: 'update'; readonly key: Key; readonly update: string; readonly condition: Condition }
  | { readonly kind: 'check'; readonly key: Key; readonly condition: Condition };

/** An expression in DynamoDB's words; `:name` stands for a value, `#name` for the attribute `name`. */
export interface Condition {
  readonly text: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Rows of one `pk`, in the order of their `sk`. */
export interface Range {
  /** First `sk`, included. */
  readonly from?: string;
  /** First `sk` that is not meant any more. */
  readonly before?: string;
  readonly beginsWith?: string;
  readonly isBackwards?: boolean;
}

/**
 * Requests to one table, each of which is sent again while its failure may pass. Every reading is consistent. A transaction has
 * a token of its own, so that one whose answer was lost is not done twice.
 */
export class Table {
  readonly name: string;
  private readonly driver: DynamoDriver;
  private readonly client: DynamoClient;
  private readonly settings: PatienceSettings;

  constructor(name: string, driver: DynamoDriver, client: DynamoClient, settings: PatienceSettings) {
    this.name = name;
    this.driver = driver;
    this.client = client;
    this.settings = settings;
  }

  async get(key: Key): Promise<Row | null> {
    return (await this.getAll([key])).get(keyText(key)) ?? null;
  }

  /** Those that are there, by {@link keyText}. */
  async getAll(keys: readonly Key[]): Promise<ReadonlyMap<string, Row>> {
    const rows = new Map<string, Row>();
    const distinct = [...new Map(keys.map((key) => [keyText(key), key])).values()];
    await this.sideBySide(parts(distinct, limits.read), async (part) => {
      const patience = new Patience(this.settings);
      let asked: unknown = { [this.name]: { Keys: part.map((key) => toKeyItem(key)), ConsistentRead: true } };
      while (asked !== undefined) {
        const answer = await this.send(new this.driver.BatchGetItemCommand({ RequestItems: asked as never }));
        for (const item of answer.Responses?.[this.name] ?? []) {
          const row = fromItem(item);
          rows.set(keyText(row), row);
        }
        asked = await this.leftOver(answer.UnprocessedKeys, patience);
      }
    });
    return rows;
  }

  async *query(pk: string, range: Range = {}): AsyncGenerator<Row> {
    const { from, before, beginsWith, isBackwards = false } = range;
    const [text, values] =
      beginsWith !== undefined
        ? [' AND begins_with(sk, :begin)', { begin: beginsWith }]
        : from !== undefined && before !== undefined
          ? [' AND sk BETWEEN :from AND :before', { from, before }]
          : from !== undefined
            ? [' AND sk >= :from', { from }]
            : before !== undefined
              ? [' AND sk < :before', { before }]
              : ['', {}];
    // A range whose end is before its beginning is an error to DynamoDB.
    if (from !== undefined && before !== undefined && from >= before) return;
    let start: Item | undefined;
    do {
      const answer = await this.send(
        new this.driver.QueryCommand({
          TableName: this.name,
          KeyConditionExpression: `pk = :pk${text}`,
          ExpressionAttributeValues: valuesOf({ pk, ...values }) as never,
          ConsistentRead: true,
          ScanIndexForward: !isBackwards,
          ExclusiveStartKey: start as never,
        }),
      );
      for (const item of answer.Items ?? []) {
        const row = fromItem(item);
        // What begins so says DynamoDB; an emulator takes upper and lower case for the same.
        if (row.sk !== before && row.sk.startsWith(beginsWith ?? '')) yield row;
      }
      start = answer.LastEvaluatedKey;
    } while (start !== undefined);
  }

  async queryAll(pk: string, range: Range = {}): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const row of this.query(pk, range)) rows.push(row);
    return rows;
  }

  /** Rows that say the same whoever writes them, one by one and in no order. */
  putAll(rows: readonly Row[]): Promise<void> {
    return this.writeAll(rows, (row) => ({ PutRequest: { Item: toItem(row) } }));
  }

  /** Rows that nobody asks for any more, one by one and in no order. */
  deleteAll(keys: readonly Key[]): Promise<void> {
    return this.writeAll(keys, (key) => ({ DeleteRequest: { Key: toKeyItem(key) } }));
  }

  /** All of it or nothing. The places of the parts whose condition did not hold; none when it was done. */
  async transact(actions: readonly Action[]): Promise<ReadonlySet<number>> {
    const patience = new Patience(this.settings);
    const command = {
      TransactItems: actions.map((action) => toTransactItem(this.name, action)) as never,
      ClientRequestToken: randomUUID(),
    };
    for (;;) {
      try {
        await this.send(new this.driver.TransactWriteItemsCommand(command));
        return new Set();
      } catch (thrown) {
        const reasons = reasonsOf(thrown);
        const refused = reasons.flatMap((code, at) => (code === 'ConditionalCheckFailed' ? [at] : []));
        if (refused.length > 0) return new Set(refused);
        // Another transaction had one of the rows in its hands, or a partition was throttled.
        if (!reasons.some((code) => /Conflict|Throttling|Throughput/.test(code)) || !(await patience.pause()))
          throw thrown;
      }
    }
  }

  /** Sends a command, again while its failure may pass. */
  // biome-ignore lint/suspicious/noExplicitAny: each command of the SDK has an answer of its own
  async send(command: any): Promise<any> {
    const patience = new Patience(this.settings);
    for (;;) {
      try {
        return await this.client.send(command);
      } catch (thrown) {
        if (!isPassing(thrown) || !(await patience.pause())) throw thrown;
      }
    }
  }

  private async writeAll<Given extends Key>(
    given: readonly Given[],
    toRequest: (one: Given) => unknown,
  ): Promise<void> {
    const distinct = [...new Map(given.map((one) => [keyText(one), one])).values()];
    await this.sideBySide(parts(distinct, limits.write), async (part) => {
      const patience = new Patience(this.settings);
      let asked: unknown = { [this.name]: part.map(toRequest) };
      while (asked !== undefined) {
        const answer = await this.send(new this.driver.BatchWriteItemCommand({ RequestItems: asked as never }));
        asked = await this.leftOver(answer.UnprocessedItems, patience);
      }
    });
  }

  /** What DynamoDB hands back undone, after a pause; undefined when it did all. */
  private async leftOver(
    handedBack: Readonly<Record<string, unknown>> | undefined,
    patience: Patience,
  ): Promise<unknown> {
    if (handedBack === undefined || Object.keys(handedBack).length === 0) return undefined;
    if (!(await patience.pause())) throw new HandedBack(`DynamoDB handed back a part of each request to ${this.name}`);
    return handedBack;
  }

  private async sideBySide<Part>(all: readonly Part[], work: (part: Part) => Promise<void>): Promise<void> {
    const rest = all[Symbol.iterator]();
    const worker = async () => {
      for (const part of rest) await work(part);
    };
    await Promise.all(Array.from({ length: Math.min(limits.sideBySide, all.length) }, worker));
  }
}

/** Named as the SDK names the same thing of a single request. */
class HandedBack extends Error {
  override readonly name = 'ThrottlingException';
}

function parts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Why each part of a transaction failed, in their order; none when it failed as a whole. */
function reasonsOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error) || !('CancellationReasons' in thrown)) return [];
  return (thrown.CancellationReasons as readonly { readonly Code?: string }[]).map(({ Code = 'None' }) => Code);
}

function valuesOf(values: Readonly<Record<string, string | number>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, toAttribute(value)]));
}

/** Names are always written with `#`: many words of everyday use are reserved. */
function namesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/#(\w+)/g)].map(([placeholder, name]) => [placeholder, name as string]));
}

function toTransactItem(table: string, action: Action): unknown {
  const { condition } = action;
  const update = action.kind === 'update' ? action.update : '';
  const names = namesOf(`${update} ${condition?.text ?? ''}`);
  const shared = {
    TableName: table,
    ...(condition && { ConditionExpression: condition.text }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(condition?.values && { ExpressionAttributeValues: valuesOf(condition.values) }),
  };
  switch (action.kind) {
    case 'put':
      return { Put: { ...shared, Item: toItem(action.row) } };
    case 'delete':
      return { Delete: { ...shared, Key: toKeyItem(action.key) } };
    case 'update':
      return { Update: { ...shared, Key: toKeyItem(action.key), UpdateExpression: update } };
    case 'check':
      return { ConditionCheck: { ...shared, Key: toKeyItem(action.key) } };
    default:
      return action satisfies never;
  }
}
