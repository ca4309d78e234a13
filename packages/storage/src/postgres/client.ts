/** The slice of pg that this store calls. A pool of this shape can be handed in. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

/** One connection of a pool, until it is released. */
export interface PostgresClient {
  query(query: PostgresQuery | string): Promise<PostgresResult>;
  /** True: the connection is closed and never used again. */
  release(destroy?: boolean): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

/** What the driver is asked: a statement, and how its answer is read. */
export interface PostgresQuery {
  /** Under which the server keeps it prepared. */
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
  readonly rowMode?: 'array';
  readonly types?: PostgresTypes;
  /** After so many milliseconds without an answer the client gives up. */
  readonly query_timeout?: number;
}

/** How the text of a value becomes a value, by the number of its type. */
export interface PostgresTypes {
  getTypeParser(oid: number): (text: string) => unknown;
}

/** What the driver answers to one statement. */
export interface PostgresResult {
  readonly rows: unknown[];
  /** How many rows were read or written; null for a statement that does neither. */
  readonly rowCount: number | null;
}

/** What the driver is told of a server. */
export interface PostgresPoolConfig {
  readonly host: string;
  readonly port: number;
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly ssl: false | { readonly rejectUnauthorized: boolean; readonly host: string; readonly ca?: string };
  readonly max: number;
  readonly idleTimeoutMillis: number;
  readonly connectionTimeoutMillis: number;
  readonly keepAlive: boolean;
  readonly application_name: string;
}

/** What the driver's module exports. */
export type PostgresDriver = new (config: PostgresPoolConfig) => PostgresPool;
