import { untilAborted } from '@ingest/core';

/** How a connection is made. */
export interface Line<Client> {
  /** Makes a connection that lasts until `ended` aborts, which may be before it is made. */
  connect(ended: AbortSignal): Promise<Client>;
  isOpen(client: Client): boolean;
}

/** One connection for all deliveries of a sink. */
export interface KeptConnection<Client> {
  /** Works over the connection. Rejects with the signal's reason as soon as it aborts, else with what broke. */
  use<T>(signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T>;
  /** Hangs up for ever; what is under way rejects. */
  close(): void;
}

interface Made<Client> {
  readonly made: Promise<Client>;
  readonly ending: AbortController;
  /** Null while it is being made. */
  client: Client | null;
}

/**
 * A connection that is made with the first use and kept. One that broke, or over which no answer came in time, is given up, and the
 * next use makes a new one: nothing is tried again in here, and nothing reconnects while nobody wants to deliver.
 */
export function keepConnection<Client>({ connect, isOpen }: Line<Client>): KeptConnection<Client> {
  let current: Made<Client> | null = null;
  let isClosed = false;

  function make(): Made<Client> {
    const ending = new AbortController();
    const connection: Made<Client> = { made: connect(ending.signal), ending, client: null };
    connection.made.then(
      (client) => {
        connection.client = client;
      },
      () => {},
    );
    return connection;
  }

  function giveUp(connection: Made<Client>, reason: string): void {
    if (current === connection) current = null;
    connection.ending.abort(new Error(reason));
  }

  return {
    async use(signal, work) {
      signal.throwIfAborted();
      if (isClosed) throw new Error(closed);
      if (current?.client && !isOpen(current.client)) giveUp(current, broke);
      current ??= make();
      const connection = current;
      try {
        const worked = connection.made.then((client) => work(client));
        return await untilAborted(signal, untilAborted(connection.ending.signal, worked));
      } catch (thrown) {
        const isUseless = signal.aborted || connection.client === null || !isOpen(connection.client);
        if (isUseless) giveUp(connection, broke);
        throw thrown;
      }
    },
    close() {
      isClosed = true;
      if (current !== null) giveUp(current, closed);
    },
  };
}

const closed = 'the sink is closed';
const broke = 'the connection is given up';
