import type {
  Anchor,
  ArticleHistory,
  CollectionEvent,
  Delivery,
  Gap,
  Incident,
  Json,
  QuarantinedItem,
  SourceState,
  StoryKey,
  StoryRecord,
  StoryScore,
  Term,
  Watermark,
} from '@ingest/core';
import type { LeaseRecord } from '../shared/lease.js';

/** An article as it is kept, with the story that it belongs to. */
export interface KeptArticle extends ArticleHistory {
  readonly storyKey: StoryKey;
}

export interface KeptDelivery {
  readonly delivery: Delivery;
  /** Null when nobody ever claimed it, or whoever did is done. */
  readonly claim: Term | null;
}

/** What a memory store holds, apart from the store: a second store on the same data is as a second process on the same file. */
export interface MemoryData {
  /** Whether a store was ever made here. */
  exists: boolean;
  /** By their own key; null for one that was pruned. */
  readonly stories: Map<StoryKey, StoryRecord | null>;
  /** The story of every key. */
  readonly keys: Map<StoryKey, StoryKey>;
  /** The UTC day of the article that made a key. */
  readonly keyDays: Map<StoryKey, number>;
  /** By identity; without its texts when its story was pruned. */
  readonly articles: Map<string, KeptArticle>;
  /** What the articles of a story are matched with, by its key. */
  readonly anchors: Map<StoryKey, Anchor>;
  /** Keys of stories by the places where their anchors are filed: day and lookup key. */
  readonly filed: Map<string, StoryKey[]>;
  /** What scorers said of a story, by its key. */
  readonly scores: Map<StoryKey, readonly StoryScore[]>;
  /** The identities of a story's articles. */
  readonly carriers: Map<StoryKey, string[]>;
  /** Newest last. */
  events: CollectionEvent[];
  /** Those that were pruned too. */
  eventsEver: number;
  /** Newest last. */
  quarantine: QuarantinedItem[];
  readonly states: Map<string, SourceState>;
  readonly watermarks: Map<string, Watermark>;
  readonly gaps: Map<string, Gap>;
  readonly leases: Map<string, LeaseRecord>;
  readonly registers: Map<string, Json>;
  /** By event and sink. */
  readonly outbox: Map<string, KeptDelivery>;
  readonly incidents: Map<string, Incident>;
}

export function createMemoryData(): MemoryData {
  return {
    exists: false,
    stories: new Map(),
    keys: new Map(),
    keyDays: new Map(),
    articles: new Map(),
    anchors: new Map(),
    filed: new Map(),
    scores: new Map(),
    carriers: new Map(),
    events: [],
    eventsEver: 0,
    quarantine: [],
    states: new Map(),
    watermarks: new Map(),
    gaps: new Map(),
    leases: new Map(),
    registers: new Map(),
    outbox: new Map(),
    incidents: new Map(),
  };
}
