import type { AlertNotification, Message, NewDataNotification } from '@ingest/core';
import { slackTime, toMrkdwn } from './mrkdwn.js';
import { context, type SlackPost, section, slackLimits, slackPost } from './post-body.js';

/** A message for people; the same from try to try. */
export function render(message: Message): SlackPost {
  return message.eventType === 'ALERT' ? renderAlert(message) : renderNews(message);
}

/** Says how many stories are new and where to read them: what is in them, the message does not know. */
function renderNews({ eventId, itemCount, tickers, source, isFailover, dateRange }: NewDataNotification): SlackPost {
  const stories = `${itemCount} new ${itemCount === 1 ? 'story' : 'stories'}`;
  const about = some(tickers);
  const from = toMrkdwn(`${source}${isFailover ? ' (failover)' : ''}`, longestName);
  return slackPost(eventId, toMrkdwn(`${stories} for ${about}`, slackLimits.text), [
    section(`*${stories}* for ${toMrkdwn(about, longestList)}`),
    context(`${from} · published ${slackTime(dateRange.start)} to ${slackTime(dateRange.end)}`),
    context(code(`ingest items --ticker ${tickers.slice(0, mostShown).join(',')}`)),
  ]);
}

const symbols = { warning: '🟠', critical: '🔴', resolved: '🟢' } as const;

/** Says what is wrong, or over; what to type next, and where to read more, stands in the details. */
function renderAlert({ eventId, alert }: AlertNotification): SlackPost {
  const { kind, severity, state, source, summary, details } = alert;
  const symbol = symbols[state === 'resolved' ? 'resolved' : severity];
  const about = [kind, ...(source === undefined ? [] : [source]), state === 'resolved' ? 'resolved' : severity];
  const heading = toMrkdwn(about.join(' · '), longestName);
  const seen =
    alert.resolvedAt === undefined
      ? `since ${slackTime(alert.firstSeenAt)} · last seen ${slackTime(alert.lastSeenAt)}`
      : `since ${slackTime(alert.firstSeenAt)} · resolved ${slackTime(alert.resolvedAt)}`;
  return slackPost(eventId, `${symbol} ${heading}: ${toMrkdwn(summary, slackLimits.text - 2 * longestName)}`, [
    section(`${symbol} *${heading}*\n${toMrkdwn(summary, slackLimits.section - 2 * longestName)}`),
    ...(details.trim() === '' ? [] : [section(toMrkdwn(details.trim(), slackLimits.section))]),
    context(seen),
  ]);
}

const mostShown = 20;
const longestName = 300;
const longestList = 2000;

function some(tickers: readonly string[]): string {
  const others = tickers.length - mostShown;
  return `${tickers.slice(0, mostShown).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/** Something to type. A backtick would end it. */
function code(text: string): string {
  return `\`${toMrkdwn(text.replaceAll('`', ''), slackLimits.context / 2)}\``;
}
