import type { Message } from '@ingest/core';

/** The longest that SNS takes, in characters. */
const longest = 100;
const mark = '...';

/** What an e-mail of a topic is headed with: one line of printable ASCII, since SNS refuses any other. */
export function subjectOf(message: Message): string {
  if (message.eventType !== 'ALERT') {
    const { itemCount, source, tickers } = message;
    return headed(`${itemCount} new from ${source}: ${tickers.join(', ')}`);
  }
  const { kind, severity, state, source, summary } = message.alert;
  const about = [state === 'resolved' ? state : severity, kind, source].filter((word) => word !== undefined);
  return headed(`${about.join(' ')}: ${summary}`);
}

function headed(text: string): string {
  const line = toAscii(text);
  return line.length <= longest ? line : `${line.slice(0, longest - mark.length).trimEnd()}${mark}`;
}

/** Signs of print that have a plain likeness; accents go by themselves. */
const likenesses: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚‹›]/g, "'"],
  [/[“”„«»]/g, '"'],
  [/[‐-―−·•]/g, '-'],
  [/…/g, mark],
];

function toAscii(text: string): string {
  const alike = likenesses.reduce((changed, [signs, plain]) => changed.replace(signs, plain), text);
  return alike
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim();
}
