/** One entry of a feed, in its own words: markup and entities that were escaped twice are still in its texts. */
export interface FeedEntry {
  /** The `guid` of RSS, the `id` of Atom, `rdf:about` of RSS 1.0. */
  readonly id: string | null;
  readonly title: string | null;
  readonly summary: string | null;
  /** The whole text, where it is not the summary. */
  readonly content: string | null;
  /** As it stands there: it may be relative to `base`. */
  readonly link: string | null;
  /** What `xml:base` says, of the entry or of the feed. */
  readonly base: string | null;
  /** Who published it first, where a feed collects from others. */
  readonly source: string | null;
  /** When it was published, else when it was changed. */
  readonly time: string | null;
  readonly categories: readonly string[];
}

export interface Feed {
  readonly title: string | null;
  readonly entries: readonly FeedEntry[];
}

/** What a text is that should be a feed. */
export type ParsedFeed =
  | { readonly kind: 'feed'; readonly feed: Feed }
  /** XML of another kind, such as a web page; `root` is its outermost element, null when there is none. */
  | { readonly kind: 'other'; readonly root: string | null }
  /** Not well-formed, such as what was cut off. */
  | { readonly kind: 'broken'; readonly problem: string }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'too-many' };
