import type { PostgresClient, PostgresResult } from './client.js';
import type { Statement } from './statements.js';
import { toParameter, types } from './values.js';

/** What of a connection's settings a session goes by. */
export interface SessionSettings {
  readonly schema: string;
  /** Whether statements are kept prepared by the server. */
  readonly isPrepared: boolean;
  /** How long one statement may take before the connection is given up, in milliseconds. */
  readonly answerTimeoutMs: number;
}

/** One connection while an operation has it. */
export class Session {
  readonly schema: string;
  private readonly client: PostgresClient;
  private readonly settings: SessionSettings;

  constructor(client: PostgresClient, settings: SessionSettings) {
    this.client = client;
    this.settings = settings;
    this.schema = settings.schema;
  }

  async rows<Row>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.ask(statement, values)).rows as Row[];
  }

  /** How many rows were written. */
  async run(statement: Statement, values: readonly unknown[] = []): Promise<number> {
    return (await this.ask(statement, values)).rowCount ?? 0;
  }

  /** A text that is asked once, or put together for one question. */
  query(text: string, values: readonly unknown[] = [], rowMode?: 'array'): Promise<PostgresResult> {
    return this.client.query({
      text,
      values: values.map(toParameter),
      types,
      query_timeout: this.settings.answerTimeoutMs,
      ...(rowMode && { rowMode }),
    });
  }

  /** One or several statements without values, and what each came to. */
  async execute(text: string): Promise<readonly PostgresResult[]> {
    const answered = await this.client.query({ text, types, query_timeout: this.settings.answerTimeoutMs });
    return Array.isArray(answered) ? (answered as readonly PostgresResult[]) : [answered];
  }

  private ask({ name, text }: Statement, values: readonly unknown[]): Promise<PostgresResult> {
    return this.client.query({
      ...(this.settings.isPrepared && { name }),
      text,
      values: values.map(toParameter),
      types,
      query_timeout: this.settings.answerTimeoutMs,
    });
  }
}
