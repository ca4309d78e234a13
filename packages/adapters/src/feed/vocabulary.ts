import type { Field } from './feed-builder.js';

const atom = 'http://www.w3.org/2005/Atom';
const rss10 = 'http://purl.org/rss/1.0/';
const dublinCore = 'http://purl.org/dc/elements/1.1/';
const dublinCoreTerms = 'http://purl.org/dc/terms/';
const contentModule = 'http://purl.org/rss/1.0/modules/content/';
export const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** RSS has no namespace of its own; what some give it is the one of its root. */
const ofRss: Readonly<Record<string, Field>> = {
  title: 'title',
  description: 'summary',
  link: 'link',
  guid: 'id',
  pubDate: 'published',
  source: 'source',
  category: 'category',
};

const ofAtom: Readonly<Record<string, Field>> = {
  id: 'id',
  title: 'title',
  summary: 'summary',
  content: 'content',
  published: 'published',
  updated: 'updated',
};

const ofModules: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  [dublinCore]: { date: 'published', subject: 'category' },
  [dublinCoreTerms]: { created: 'published', issued: 'published', modified: 'updated' },
  [contentModule]: { encoded: 'content' },
};

/** Prefixes that a feed uses without saying what they stand for. */
const usualPrefixes: Readonly<Record<string, string>> = {
  dc: dublinCore,
  dcterms: dublinCoreTerms,
  content: contentModule,
};

export interface ElementName {
  readonly prefix: string;
  readonly local: string;
  /** Empty where there is no namespace; the prefix itself where nobody declared it. */
  readonly uri: string;
}

/** What an element inside of an entry, or of a feed, says; undefined for one that is of no interest here, such as `itunes:title`. */
export function fieldOf({ prefix, local, uri }: ElementName, rootUri: string): Field | undefined {
  if (uri === atom) return own(ofAtom, local);
  const modules = own(ofModules, uri === prefix ? (own(usualPrefixes, prefix) ?? '') : uri);
  if (modules !== undefined) return own(modules, local);
  const isPlain = uri === '' ? prefix === '' : uri === rss10 || uri === rootUri;
  return isPlain ? own(ofRss, local) : undefined;
}

/** An element of Atom, whose links and categories are attributes. */
export function isAtom({ uri }: ElementName): boolean {
  return uri === atom;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
