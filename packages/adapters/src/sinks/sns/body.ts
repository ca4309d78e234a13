import type { Message, NewDataNotification } from '@ingest/core';
import { type CloudEvent, toCloudEvent } from '../envelope.js';
import { byteLength, firstThatFit } from './bytes.js';

/** A CloudEvent whose lists were cut to what a message of SNS may hold. */
interface CutEvent extends CloudEvent {
  /** An extension attribute of CloudEvents: such names have small letters only. */
  readonly iscut: true;
}

/**
 * The CloudEvent of a message as JSON of at most `room` bytes. Where it is longer its lists are cut and it says so in `iscut`:
 * tickers are kept before story keys, and `itemCount` still counts all. An alert is bounded already and comes as it is.
 */
export function bodyOf(message: Message, room: number): string {
  const event = toCloudEvent(message);
  const whole = JSON.stringify(event);
  if (message.eventType === 'ALERT' || byteLength(whole) <= room) return whole;
  return JSON.stringify(cut(event, message, room));
}

function cut(event: CloudEvent, message: NewDataNotification, room: number): CutEvent {
  const withLists = (
    tickers: NewDataNotification['tickers'],
    storyKeys: NewDataNotification['storyKeys'],
  ): CutEvent => ({
    ...event,
    iscut: true,
    data: { ...message, tickers, storyKeys },
  });
  const leftBy = (body: CutEvent) => room - byteLength(JSON.stringify(body));
  const tickers = [...firstThatFit(message.tickers, leftBy(withLists([], [])))];
  return withLists(tickers, [...firstThatFit(message.storyKeys, leftBy(withLists(tickers, [])))]);
}
