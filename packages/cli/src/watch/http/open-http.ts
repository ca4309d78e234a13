import type { Clock, EventReader, MarketCalendar, Sink, SlotSchedule, Source, Store } from '@ingest/core';
import { type Environment, httpTokenVariable } from '../../env.js';
import { prometheus } from '../../metrics/prometheus.js';
import { readStatus } from '../../status/read-status.js';
import { accessOf } from './access.js';
import { addressText, parseAddress } from './address.js';
import { openEndpoint } from './endpoint.js';
import { pulseOn } from './pulse.js';
import { routesOf } from './routes.js';

export interface HttpOptions {
  /** Where to listen, as `--http` has it. */
  readonly listen: string;
  readonly environment: Environment;
  readonly clock: Clock;
}

/** What a watch is asked about. */
export interface Watched {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly sinks: readonly Pick<Sink, 'name'>[];
  readonly schedule: SlotSchedule & { readonly calendar: MarketCalendar };
}

export interface Http {
  readonly url: string;
  /** Counts for the metrics, and sees that runs are alive. */
  readonly read: EventReader;
  /** The loop has turned. */
  readonly turn: () => void;
  /** From now on there is something to show. */
  show(watched: Watched): void;
  close(): Promise<void>;
}

/** Health, status, stories and metrics over HTTP. Rejects with CONFIG_INVALID where it may not or cannot listen. */
export async function openHttp({ listen, environment, clock }: HttpOptions): Promise<Http> {
  const address = parseAddress(listen);
  const access = accessOf(address, environment.get(httpTokenVariable)?.value ?? null);
  const metrics = prometheus({ withProcess: true });
  const pulse = pulseOn(clock);
  const endpoint = await openEndpoint(address, access, clock);
  return {
    url: `http://${addressText(address)}`,
    read(event) {
      metrics.read(event);
      pulse.read(event);
    },
    turn: pulse.turn,
    show({ store, sources, sinks, schedule: { calendar, ...intervals } }) {
      const status = () => readStatus({ store, sources, sinks, calendar, intervals, now: clock.now() });
      endpoint.serve(routesOf({ clock, pulse, metrics, reading: store.reading, status }));
    },
    close: () => endpoint.close(),
  };
}
