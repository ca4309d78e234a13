import { type Delivery, type DeliveryResult, type DeliveryState, deliveryStates, type EpochMs } from '@ingest/core';

/** What a delivery becomes when its claim is settled. */
export interface Settlement extends Pick<Delivery, 'state' | 'waits' | 'settledAt'> {
  /** Null: the last one stays. */
  readonly error: string | null;
}

export function settlementOf(result: DeliveryResult, now: EpochMs): Settlement {
  switch (result.kind) {
    case 'delivered':
      return { state: 'delivered', waits: null, settledAt: now, error: null };
    case 'again':
      return { state: 'pending', waits: result.waits, settledAt: null, error: result.error };
    case 'dead':
      return { state: 'dead', waits: null, settledAt: now, error: result.error };
    default:
      return result satisfies never;
  }
}

/** How many deliveries there are by state: none yet. */
export function noDeliveries(): Record<DeliveryState, number> {
  return Object.fromEntries(deliveryStates.map((state) => [state, 0])) as Record<DeliveryState, number>;
}
