import sax, { type QualifiedTag, type SAXParser } from 'sax';
import { deepestNesting } from '../http/parse-json.js';
import type { ParsedFeed } from './feed.js';
import { FeedBuilder, type Field, longestText } from './feed-builder.js';
import { fieldOf, isAtom, rdf } from './vocabulary.js';

/** No feed lists more; what does is no feed. */
export const mostEntries = 5_000;

/** Broken rules that leave no doubt about what was meant, and that real feeds break: a bare `&`, a prefix that nobody declared. */
const harmless =
  /^(?:Invalid character (?:entity|in entity name)|Unbound namespace prefix|Text data outside of root node)/;

/**
 * Reads RSS (0.9x, 1.0, 2.0) and Atom. Entities that a document declares are never expanded and nothing that it names is
 * fetched; it is read once from its beginning to its end, and given up where it is too deep or too long.
 */
export function parseFeed(text: string): ParsedFeed {
  const reader = new FeedReader();
  try {
    return reader.read(text);
  } catch (thrown) {
    if (thrown instanceof Stop) return thrown.result;
    throw thrown;
  }
}

/** Ends the reading of a text that is no feed. */
class Stop extends Error {
  readonly result: ParsedFeed;

  constructor(result: ParsedFeed) {
    super(result.kind);
    this.result = result;
  }
}

interface Collected {
  readonly field: Field;
  readonly depth: number;
  text: string;
}

class FeedReader {
  private readonly builder = new FeedBuilder();
  private readonly parser: SAXParser = sax.parser(true, { xmlns: true, position: false });
  private root: QualifiedTag | null = null;
  private depth = 0;
  private entryDepth = 0;
  /** The field whose element is open. */
  private collected: Collected | null = null;

  read(text: string): ParsedFeed {
    const { parser } = this;
    parser.onopentag = (tag) => this.open(tag as QualifiedTag);
    parser.onclosetag = (name) => this.close(name);
    parser.ontext = (part) => this.collect(part);
    parser.oncdata = (part) => this.collect(part);
    parser.onerror = (error) => this.meet(error);
    parser.write(text.trimStart()).close();
    return this.root === null ? { kind: 'other', root: null } : { kind: 'feed', feed: this.builder.feed };
  }

  private open(tag: QualifiedTag): void {
    this.depth += 1;
    if (this.depth > deepestNesting) throw new Stop({ kind: 'too-deep' });
    const base = attributeOf(tag, 'xml:base');
    if (this.root === null) this.begin(tag);
    // Markup inside of a text is a part of it.
    if (this.collected !== null) this.collect(`<${tag.local}>`);
    else {
      if (this.isEntry(tag)) this.openEntry(tag);
      else if (this.isDirect) this.openField(tag);
      if (base !== null && this.isAtBase) this.builder.setBase(base);
    }
  }

  private begin(tag: QualifiedTag): void {
    const isFeed = tag.local === 'rss' || tag.local === 'feed' || (tag.local === 'RDF' && tag.uri === rdf);
    if (!isFeed) throw new Stop({ kind: 'other', root: tag.local });
    this.root = tag;
  }

  private isEntry({ local }: QualifiedTag): boolean {
    if (this.builder.isInEntry) return false;
    return this.root?.local === 'feed' ? local === 'entry' && this.depth === 2 : local === 'item' && this.depth <= 3;
  }

  private openEntry(tag: QualifiedTag): void {
    if (this.builder.count === mostEntries) throw new Stop({ kind: 'too-many' });
    this.builder.openEntry();
    this.entryDepth = this.depth;
    const about = attributeOf(tag, 'rdf:about');
    if (about !== null) this.builder.set('id', about);
  }

  /** Whether the element stands directly in the entry, or in the feed outside of all entries. */
  private get isDirect(): boolean {
    if (this.builder.isInEntry) return this.depth === this.entryDepth + 1;
    return this.depth === (this.root?.local === 'feed' ? 2 : 3);
  }

  /** Whether what is open is a feed or an entry, and not one of its fields. */
  private get isAtBase(): boolean {
    return this.builder.isInEntry ? this.depth === this.entryDepth : this.depth <= 2;
  }

  private openField(tag: QualifiedTag): void {
    const written = isAtom(tag) ? writtenOn(tag) : null;
    if (written !== null) {
      this.builder.set(written.field, written.text);
      return;
    }
    const field = fieldOf(tag, this.root?.uri ?? '');
    if (field !== undefined) this.collected = { field, depth: this.depth, text: '' };
  }

  private collect(part: string): void {
    const { collected } = this;
    if (collected !== null && collected.text.length < longestText) {
      collected.text += part.slice(0, longestText - collected.text.length);
    }
  }

  private close(name: string): void {
    const { collected, depth } = this;
    this.depth -= 1;
    if (collected !== null) {
      if (collected.depth === depth) this.endField(collected);
      else this.collect(`</${name}>`);
    } else if (this.builder.isInEntry && depth === this.entryDepth) this.builder.closeEntry();
  }

  private endField({ field, text }: Collected): void {
    this.builder.set(field, text);
    this.collected = null;
  }

  private meet(error: Error): void {
    const [problem = ''] = error.message.split('\n');
    if (!harmless.test(problem)) throw new Stop({ kind: 'broken', problem });
    this.parser.error = null as unknown as Error;
    this.parser.resume();
  }
}

/** What an element of Atom says in its attributes; null for one whose text counts. */
function writtenOn(tag: QualifiedTag): { readonly field: Field; readonly text: string } | null {
  if (tag.local === 'category') return { field: 'category', text: attributeOf(tag, 'term') ?? '' };
  if (tag.local !== 'link') return null;
  const isOfEntry = (attributeOf(tag, 'rel') ?? 'alternate') === 'alternate';
  return { field: 'link', text: isOfEntry ? (attributeOf(tag, 'href') ?? '') : '' };
}

function attributeOf({ attributes }: QualifiedTag, name: string): string | null {
  return Object.hasOwn(attributes, name) ? (attributes[name]?.value ?? null) : null;
}
