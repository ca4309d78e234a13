/** A message as a mail: the same from try to try, so that a second one can be told by its id. */
export function render(message, { from, to }) {
  const { eventId, timestamp } = message;
  const { subject, lines } = message.eventType === 'ALERT' ? ofAlert(message.alert) : ofNews(message);
  return {
    from,
    to,
    subject: oneLine(subject),
    text: `${lines.join('\n')}\n`,
    messageId: `<${eventId}@ingest>`,
    date: new Date(timestamp),
    headers: { 'X-Ingest-Event-Id': eventId },
  };
}

function ofNews({ itemCount, tickers, source, dateRange }) {
  const stories = `${itemCount} new ${itemCount === 1 ? 'story' : 'stories'}`;
  return {
    subject: `${stories} for ${tickers.join(', ')}`,
    lines: [
      `${stories} from ${source}, published ${dateRange.start} to ${dateRange.end}.`,
      `Read them: ingest items --ticker ${tickers.join(',')}`,
    ],
  };
}

function ofAlert({ kind, severity, state, summary, details, firstSeenAt }) {
  return {
    subject: `[${state === 'resolved' ? 'resolved' : severity}] ${kind}: ${summary}`,
    lines: [summary, '', details, '', `since ${firstSeenAt}`],
  };
}

/** A line break in a subject would begin a header of its own. */
function oneLine(text) {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
}
