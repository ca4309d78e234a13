import type { Meaning } from './compile.js';
import type { Hit } from './hits.js';

/** Every piece of evidence once: who says the same phrase again says nothing more. A phrase of a pair stands for itself too. */
export function distinctHits(hits: readonly Hit[]): Hit[] {
  const companions = new Map<Meaning, Set<Meaning>>();
  return hits.filter(({ at }) => {
    const [first, last] = [at[0]?.meaning, at.at(-1)?.meaning];
    if (first == null || last == null) return true;
    const known = companions.get(first);
    if (known !== undefined && (first === last || known.has(last))) return false;
    for (const one of [first, last]) companions.set(one, (companions.get(one) ?? new Set()).add(first).add(last));
    return true;
  });
}
