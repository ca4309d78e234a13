import { IngestError, type Store } from '@ingest/core';
import { capabilities } from '../shared/page.js';
import { articleRoom } from './articles.js';
import { createMemoryData, type MemoryData } from './data.js';
import { incidentRoom } from './incidents.js';
import { leaseRoom } from './leases.js';
import { maintenanceRoom } from './maintenance.js';
import { outboxRoom } from './outbox.js';
import { readingRoom } from './reading.js';
import { registerRoom } from './registers.js';
import { stateRoom } from './state.js';
import { transferRoom } from './transfer.js';

export interface MemoryStoreOptions {
  /** What the store works on; default: data of its own, gone with the store. Stores on the same data see each other's writes. */
  readonly data?: MemoryData;
}

/** The reference implementation: plain maps, nothing outlives the process. */
export function createMemoryStore({ data = createMemoryData() }: MemoryStoreOptions = {}): Store & AsyncDisposable {
  let state: 'new' | 'open' | 'closed' = 'new';
  const opened = (): MemoryData => {
    if (state === 'open') return data;
    throw new IngestError('STORE_CLOSED', `the store ${location} is not open`, {
      hint: 'open it first: this is a mistake of the calling code',
    });
  };
  const close = async (): Promise<void> => {
    state = 'closed';
  };
  return {
    capabilities,
    location,
    async open({ create }) {
      if (state !== 'new') throw new TypeError(`the store ${location} was opened before`);
      if (!data.exists && !create)
        throw new IngestError('STORE_UNAVAILABLE', `could not open the store ${location}: there is none`, {
          hint: 'a memory store ends with the process that made it: take a file, such as sqlite:ingest.db',
        });
      data.exists = true;
      state = 'open';
    },
    close,
    [Symbol.asyncDispose]: close,
    articles: articleRoom(opened),
    state: stateRoom(opened),
    leases: leaseRoom(opened),
    registers: registerRoom(opened),
    outbox: outboxRoom(opened),
    incidents: incidentRoom(opened),
    reading: readingRoom(opened),
    maintenance: maintenanceRoom(opened),
    transfer: transferRoom(opened),
  };
}

const location = 'memory:';
