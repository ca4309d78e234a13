import type { Store } from '@ingest/core';

/** A store of which is known what it is being waited for. */
export interface WatchedStore {
  readonly store: Store;
  /** The operation that has been under way longest, as `registers.list`; null when none is. */
  waitedFor(): string | null;
}

/** The same store: it only counts what was asked of it and has not been answered. */
export function watchStore(store: Store): WatchedStore {
  const underWay = new Set<{ readonly name: string }>();
  const watched = <Part extends object>(part: Part, path: string): Part =>
    new Proxy(part, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        const name = `${path}${String(key)}`;
        if (typeof value === 'function') return (...given: unknown[]) => counted(name, value.apply(target, given));
        return path === '' && typeof value === 'object' && value !== null ? watched(value, `${name}.`) : value;
      },
    });
  const counted = (name: string, answer: unknown): unknown => {
    if (!(answer instanceof Promise)) return answer;
    const operation = { name };
    underWay.add(operation);
    const forget = () => void underWay.delete(operation);
    answer.then(forget, forget);
    return answer;
  };
  return { store: watched(store, ''), waitedFor: () => underWay.values().next().value?.name ?? null };
}
