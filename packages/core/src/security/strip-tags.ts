/** Elements that part what stands on their two sides; all others may stand inside a word. */
const parting = new Set(
  (
    'address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol option p pre section table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** Elements whose content is no text. */
const unseen = new Map([
  ['script', /<\/script/gi],
  ['style', /<\/style/gi],
]);

/** Of the elements that matter here, with `</`. */
const longestName = 16;

interface Markup {
  /** Where the text goes on. */
  readonly end: number;
  /** What stays in its place. */
  readonly left: '' | ' ';
}

/**
 * Text without its tags, comments and the content of `script` and `style`. A `<` that begins no tag stays (`a < b`).
 * One round: what is left may form a tag again. Takes time in proportion to the text, whatever is in it.
 */
export function stripTags(text: string): string {
  const html = text.includes('<![CDATA[') ? text.replace(/<!\[CDATA\[|\]\]>/g, '') : text;
  let plain = '';
  let copied = 0;
  let open = html.indexOf('<');
  while (open !== -1) {
    const markup = markupAt(html, open);
    if (markup !== null) {
      plain += html.slice(copied, open) + markup.left;
      copied = markup.end;
    }
    open = html.indexOf('<', markup?.end ?? open + 1);
  }
  return plain + html.slice(copied);
}

function markupAt(html: string, open: number): Markup | null {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 2);
    return { end: end === -1 ? html.length : end + 3, left: '' };
  }
  if (!beginsMarkup(html, open)) return null;
  const { end, closed } = tagEnd(html, open);
  // A tag that was cut off goes; `x <y` does not: it has neither an attribute nor a slash.
  if (!closed) return /^<\/|=/.test(html.slice(open, end)) ? { end, left: '' } : null;
  const isEnd = html.startsWith('</', open);
  const element = html
    .slice(open + (isEnd ? 2 : 1), open + longestName)
    .replace(/[^a-z0-9].*/is, '')
    .toLowerCase();
  const close = isEnd ? undefined : unseen.get(element);
  if (close === undefined) return { end, left: parting.has(element) ? ' ' : '' };
  close.lastIndex = end;
  return { end: close.exec(html)?.index ?? html.length, left: ' ' };
}

const markupStart = /<(?:[a-z]|[/!?][a-z]|!--)/iy;

function beginsMarkup(html: string, at: number): boolean {
  markupStart.lastIndex = at;
  return markupStart.test(html);
}

/**
 * The end of the tag that opens at `open`; a `>` inside a quoted value ends it only if nothing else does. Not closed: up
 * to where the next markup begins, which no search ever passes.
 */
function tagEnd(html: string, open: number): { readonly end: number; readonly closed: boolean } {
  let quote = '';
  let before = '';
  let quotedEnd = -1;
  let at = open + 1;
  for (; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (character === '<' && beginsMarkup(html, at)) break;
    if (character === '>') {
      if (quote === '') return { end: at + 1, closed: true };
      if (quotedEnd === -1) quotedEnd = at + 1;
    } else if (quote !== '') {
      if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && before === '=') quote = character;
    if (character.trim() !== '') before = character;
  }
  return quotedEnd === -1 ? { end: at, closed: false } : { end: quotedEnd, closed: true };
}
