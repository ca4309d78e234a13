import type { Store } from '@ingest/core';
import { maxArticlesPerCommit } from '../shared/page.js';
import { articleRoom } from './articles.js';
import { Connection } from './connection.js';
import { incidentRoom } from './incidents.js';
import { leaseRoom } from './leases.js';
import { maintenanceRoom } from './maintenance.js';
import { type PostgresStoreOptions, toPostgresSettings } from './options.js';
import { outboxRoom } from './outbox.js';
import { readingRoom } from './reading.js';
import { registerRoom } from './registers.js';
import { stateRoom } from './state.js';
import { transferRoom } from './transfer.js';

/** A store in one schema of a Postgres database, for any number of machines at once. Needs Postgres 13 or newer. */
export function createPostgresStore(options: PostgresStoreOptions): Store & AsyncDisposable {
  const settings = toPostgresSettings(options);
  const connection = new Connection(settings);
  return {
    capabilities: { maxArticlesPerCommit, backsUpToFile: false, reconnects: true },
    location: settings.location,
    open: (openOptions) => connection.open(openOptions),
    close: () => connection.close(),
    [Symbol.asyncDispose]: () => connection.close(),
    articles: articleRoom(connection),
    state: stateRoom(connection),
    leases: leaseRoom(connection),
    registers: registerRoom(connection),
    outbox: outboxRoom(connection),
    incidents: incidentRoom(connection),
    reading: readingRoom(connection),
    maintenance: maintenanceRoom(connection),
    transfer: transferRoom(connection),
  };
}
