import { randomUUID } from 'node:crypto';
import { Patience, type PatienceSettings } from '../shared/patience.js';
import { type Action, reasonsOf, refusedOf, toTransactItem, valuesOf } from './action.js';
import type { DynamoClient, DynamoDriver } from './client.js';
import { isPassing } from './errors.js';
import { fromItem, type Item, type Key, keyText, type Row, toItem, toKeyItem } from './row.js';

/** What DynamoDB takes at once: rows that are read, rows that are written one by one, requests side by side. */
const limits = { read: 100, write: 25, sideBySide: 8 } as const;

/** Rows of one `pk`, in the order of their `sk`. */
export interface Range {
  /** First `sk`, included. */
  readonly from?: string;
  /** First `sk` that is not meant any more. */
  readonly before?: string;
  readonly beginsWith?: string;
  readonly isBackwards?: boolean;
  /** How many rows the first request reads, and each later one twice as many: for whoever may stop early. Default: a megabyte. */
  readonly atFirst?: number;
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
  private isGivenUp = false;

  constructor(name: string, driver: DynamoDriver, client: DynamoClient, settings: PatienceSettings) {
    this.name = name;
    this.driver = driver;
    this.client = client;
    this.settings = settings;
  }

  /** From now on nothing is sent again: what is under way has the answer that comes. */
  giveUp(): void {
    this.isGivenUp = true;
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

  /**
   * As {@link getAll}, of rows that no transaction is changing, each as the last one left it. Each part is read in a transaction: it has
   * 100 rows and 4 MB at most.
   */
  async getSettled(parts: readonly (readonly Key[])[]): Promise<ReadonlyMap<string, Row>> {
    const rows = new Map<string, Row>();
    await this.sideBySide(parts, async (part) => {
      const TransactItems = part.map((key) => ({ Get: { TableName: this.name, Key: toKeyItem(key) } }));
      const command = new this.driver.TransactGetItemsCommand({ TransactItems: TransactItems as never });
      for (const { Item } of (await this.sendTogether(command)).Responses ?? []) {
        if (Item === undefined) continue;
        const row = fromItem(Item);
        rows.set(keyText(row), row);
      }
    });
    return rows;
  }

  async *query(pk: string, range: Range = {}): AsyncGenerator<Row> {
    const { from, before, beginsWith, isBackwards = false, atFirst } = range;
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
    for (let rows = atFirst; ; rows = rows && rows * 2) {
      const answer = await this.send(
        new this.driver.QueryCommand({
          TableName: this.name,
          KeyConditionExpression: `pk = :pk${text}`,
          ExpressionAttributeValues: valuesOf({ pk, ...values }) as never,
          ConsistentRead: true,
          ScanIndexForward: !isBackwards,
          Limit: rows,
          ExclusiveStartKey: start as never,
        }),
      );
      for (const item of answer.Items ?? []) {
        const row = fromItem(item);
        // What begins so says DynamoDB; an emulator takes upper and lower case for the same.
        if (row.sk !== before && row.sk.startsWith(beginsWith ?? '')) yield row;
      }
      start = answer.LastEvaluatedKey;
      if (start === undefined) return;
    }
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
    const command = new this.driver.TransactWriteItemsCommand({
      TransactItems: actions.map((action) => toTransactItem(this.name, action)) as never,
      ClientRequestToken: randomUUID(),
    });
    try {
      await this.sendTogether(command);
      return new Set();
    } catch (thrown) {
      const refused = refusedOf(thrown);
      if (refused.length === 0) throw thrown;
      return new Set(refused);
    }
  }

  /** Sends a transaction, again while another one has one of its rows in its hands, or a partition is throttled. */
  // biome-ignore lint/suspicious/noExplicitAny: each command of the SDK has an answer of its own
  private async sendTogether(command: any): Promise<any> {
    const patience = new Patience(this.settings);
    for (;;) {
      try {
        return await this.send(command);
      } catch (thrown) {
        const mayPass = reasonsOf(thrown).some((code) => /Conflict|Throttling|Throughput/.test(code));
        if (refusedOf(thrown).length > 0 || !mayPass || !(await patience.pause())) throw thrown;
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
        if (this.isGivenUp || !isPassing(thrown) || !(await patience.pause()) || this.isGivenUp) throw thrown;
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
