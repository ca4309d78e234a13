import type { Feed, FeedEntry } from './feed.js';

export type Field = 'id' | 'title' | 'summary' | 'content' | 'link' | 'source' | 'published' | 'updated' | 'category';

/** What is kept of one text, in characters: no headline and no description is longer. */
export const longestText = 100_000;
/** What is kept of the categories of one entry. */
const mostCategories = 100;

/** Gathers what the elements of a feed say, in the order in which they come. */
export class FeedBuilder {
  private readonly entries: FeedEntry[] = [];
  private entry: EntryDraft | null = null;
  private title: string | null = null;
  private base: string | null = null;

  get isInEntry(): boolean {
    return this.entry !== null;
  }

  get count(): number {
    return this.entries.length;
  }

  get feed(): Feed {
    return { title: this.title, entries: this.entries };
  }

  /** `base` counts for the entry that is open, else for the feed. */
  setBase(base: string): void {
    if (this.entry === null) this.base = base;
    else this.entry.base = base;
  }

  openEntry(): void {
    this.entry = { base: this.base, categories: [], texts: new Map() };
  }

  closeEntry(): void {
    if (this.entry !== null) this.entries.push(toEntry(this.entry));
    this.entry = null;
  }

  /** The first text of a field counts; an empty one is none. */
  set(field: Field, text: string): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    const { entry } = this;
    if (entry === null) {
      if (field === 'title') this.title ??= trimmed;
    } else if (field === 'category') {
      if (entry.categories.length < mostCategories) entry.categories.push(trimmed);
    } else if (!entry.texts.has(field)) entry.texts.set(field, trimmed);
  }
}

interface EntryDraft {
  base: string | null;
  readonly categories: string[];
  readonly texts: Map<Field, string>;
}

function toEntry({ base, categories, texts }: EntryDraft): FeedEntry {
  const textOf = (field: Field) => texts.get(field) ?? null;
  return {
    id: textOf('id'),
    title: textOf('title'),
    summary: textOf('summary'),
    content: textOf('content'),
    link: textOf('link'),
    base,
    source: textOf('source'),
    time: textOf('published') ?? textOf('updated'),
    categories,
  };
}
