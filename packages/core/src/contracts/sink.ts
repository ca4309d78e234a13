import type { Message } from '../model/message.js';
import type { EpochMs } from './clock.js';

export interface DeliveryContext {
  /** Ends the delivery at once: its time is over, or the program stops. */
  readonly signal: AbortSignal;
  readonly now: EpochMs;
  /** Counts from 1. */
  readonly attempt: number;
}

/** Where notifications go. `deliver` is the one method to write. */
export interface Sink {
  /** Unique in a configuration, and stable: by it the store knows what the sink has had. Never a secret, such as its url. */
  readonly name: string;
  /** Hands over one message, once. Rejects with a SinkError that says whether it is worth trying again. */
  deliver(message: Message, context: DeliveryContext): Promise<void>;
  /**
   * Looks whether a message could be handed over, and hands over none. Rejects with a SinkError that says what is in the way. A
   * sink without it cannot tell before it delivers.
   */
  check?(context: Pick<DeliveryContext, 'signal'>): Promise<void>;
  /**
   * Ends what it holds open, such as a connection, so that the process can end; what is under way is broken off, and nothing is
   * handed over any more. Never rejects; closing twice, or a sink that never delivered, does no harm. A sink without it holds
   * nothing open.
   */
  close?(): Promise<void>;
}
