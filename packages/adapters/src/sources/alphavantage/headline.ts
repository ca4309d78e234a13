/** No list of companies is longer; what stands before it is not looked at, so that the work stays bounded. */
const longestSuffix = 1000;

/** `Apple  ( NASDAQ:AAPL ) `: a name, and where it is listed, with the blanks that no publisher writes. */
const listing = String.raw`[^()]{1,100} {2}\( [A-Z]{1,20}:[A-Z0-9.-]{1,12} \) ?`;
const suffix = new RegExp(`^ - ${listing}(?:, ${listing}){0,20}$`);

/**
 * A title without the companies that Alpha Vantage lists behind those of some publishers (` - Apple  ( NASDAQ:AAPL ) , Amazon.com
 * ( NASDAQ:AMZN ) `): no other source has them, and a story would not be known by its headline.
 */
export function withoutListings(title: string): string {
  const text = title.trimEnd();
  const start = Math.max(0, text.length - longestSuffix);
  for (let at = text.indexOf(' - ', start); at > 0; at = text.indexOf(' - ', at + 1))
    if (suffix.test(text.slice(at))) return text.slice(0, at).trimEnd();
  return text;
}
