const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const mark = '…';

/**
 * Plain text in Slack's markup: nothing in it mentions, links or calls anybody. Cut to `limit` UTF-16 units as they are sent, the
 * mark `…` included, and never inside a character or its escape.
 */
export function toMrkdwn(text: string, limit: number): string {
  const characters = [...text.toWellFormed()].map((character) => escapes[character] ?? character);
  const whole = characters.join('');
  if (whole.length <= limit) return whole;
  let kept = '';
  for (const character of characters) {
    if (kept.length + character.length + mark.length > limit) break;
    kept += character;
  }
  return kept.trimEnd() + mark;
}

/** An instant in the time zone of whoever reads it, and in UTC where Slack cannot show it so. */
export function slackTime(iso: string): string {
  const [date = '', time = ''] = iso.split('T');
  const seconds = Math.floor(Date.parse(iso) / 1000);
  return `<!date^${seconds}^{date_num} {time_secs}|${date} ${time.slice(0, 8)} UTC>`;
}
