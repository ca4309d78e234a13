import type { Store } from '@ingest/core';
import { maxArticlesPerCommit } from '../shared/page.js';
import { articleRoom } from './articles.js';
import { Connection } from './connection.js';
import { incidentRoom } from './incidents.js';
import { leaseRoom } from './leases.js';
import { maintenanceRoom } from './maintenance.js';
import { type DynamoStoreOptions, toDynamoSettings } from './options.js';
import { outboxRoom } from './outbox.js';
import { readingRoom } from './reading.js';
import { registerRoom } from './registers.js';
import { stateRoom } from './sources.js';
import { transferRoom } from './transfer.js';

/** A store in one table of DynamoDB. The SDK is loaded when it is opened; a table that is not there is made then, where that is asked for. */
export function createDynamoStore(options: DynamoStoreOptions): Store & AsyncDisposable {
  const connection = new Connection(toDynamoSettings(options));
  return {
    capabilities: { maxArticlesPerCommit, backsUpToFile: false, reconnects: true },
    location: connection.location,
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
