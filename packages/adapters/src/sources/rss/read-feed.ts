import { decodeXml } from '../../feed/decode-xml.js';
import type { Feed } from '../../feed/feed.js';
import { mostEntries, parseFeed } from '../../feed/parse-feed.js';
import { bodyError, type Exchange, refusalError } from '../../http/to-source-error.js';

/** The feed that a good answer holds; throws a SourceError when it holds none. */
export function readFeed(request: Exchange, response: Response, bytes: Uint8Array): Feed {
  const text = request.redact(decodeXml(bytes, response.headers.get('content-type')));
  if (text.trim() === '') throw bodyError(request, 'EMPTY_RESPONSE', 'with an empty body');
  if (!text.trimStart().startsWith('<')) throw refusalError(request, response, { text });
  const parsed = parseFeed(text);
  switch (parsed.kind) {
    case 'feed':
      return parsed.feed;
    case 'other':
      throw bodyError(request, 'MALFORMED_RESPONSE', `with ${otherThan(parsed.root)} instead of a feed`, {
        body: text,
      });
    case 'broken':
      throw bodyError(request, 'MALFORMED_RESPONSE', `XML that is broken or cut off (${parsed.problem})`);
    case 'too-deep':
      throw bodyError(request, 'MALFORMED_RESPONSE', 'XML that is nested too deep');
    case 'too-many':
      throw bodyError(request, 'RESPONSE_TOO_LARGE', `a feed of more than ${mostEntries} entries`);
    default:
      return parsed satisfies never;
  }
}

function otherThan(root: string | null): string {
  if (root === null) return 'no element';
  return root.toLowerCase() === 'html' ? 'a page' : `<${root}>`;
}
