import { type Anchor, type Join, joinOf } from './join.js';
import { type LookupKeys, lookupKeys, mostAtOnePlace, soughtKeys } from './lookup-keys.js';
import type { PreparedArticle } from './prepare-article.js';

/** Anchors in memory, found by their lookup keys. */
export class AnchorIndex {
  private readonly filed = new Map<number, Anchor[]>();

  /** Files an anchor; answers with how it is filed. */
  add(anchor: Anchor): LookupKeys {
    const filed = lookupKeys(anchor.prepared);
    for (const key of filed.keys) {
      const before = this.filed.get(key);
      if (before === undefined) this.filed.set(key, [anchor]);
      else before.push(anchor);
    }
    return filed;
  }

  /** See {@link joinOf}, of all that are filed here. */
  joinOf(article: PreparedArticle): Join | null {
    if (this.filed.size === 0) return null;
    const candidates = new Set(
      soughtKeys(article).flatMap(({ key }) => this.filed.get(key)?.slice(0, mostAtOnePlace) ?? []),
    );
    return joinOf(article, candidates);
  }
}
