import type { Message } from '@ingest/core';
import { byteLength, firstThatFit } from './bytes.js';

/** A message attribute, as the SDK takes it. */
export interface SnsAttribute {
  readonly DataType: 'String' | 'String.Array';
  readonly StringValue: string;
}

/** What a filter policy of a subscription selects by. */
export type SnsAttributes = Readonly<Record<string, SnsAttribute>>;

/** Thousands of tickers: a quarter of what SNS takes, so that there is always room for the body. */
const largestList = 65_536;

/**
 * The attributes of a message. Those without a value are left out, for SNS takes no empty ones. Of more tickers than fit into
 * 64 KiB the first are kept.
 */
export function attributesOf(message: Message): SnsAttributes {
  if (message.eventType === 'ALERT') {
    const { kind, severity, state, source } = message.alert;
    return { ...texts({ eventType: message.eventType, source, kind, severity, state }) };
  }
  const { eventType, source, isFailover, tickers } = message;
  const listed = firstThatFit(tickers, largestList - '[]'.length);
  return {
    ...texts({ eventType, source, isFailover: String(isFailover) }),
    ...(listed.length > 0 && { tickers: { DataType: 'String.Array', StringValue: JSON.stringify(listed) } }),
  };
}

/** What attributes count towards the size of a message, in bytes: names, types and values. */
export function sizeOfAttributes(attributes: SnsAttributes): number {
  return Object.entries(attributes)
    .flatMap(([name, { DataType, StringValue }]) => [name, DataType, StringValue])
    .reduce((size, text) => size + byteLength(text), 0);
}

function texts(values: Readonly<Record<string, string | undefined>>): SnsAttributes {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value = '']) =>
      value === '' ? [] : [[name, { DataType: 'String', StringValue: value }]],
    ),
  );
}
