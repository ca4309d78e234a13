import type { Scorer, ScorerOpinion } from '../contracts/scorer.js';

/** Throws an error that says which rule was broken. */
export function ensure(isKept: boolean, broken: string): asserts isKept {
  if (!isKept) throw new Error(broken);
}

export function isForm(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

/** The opinions of texts: a list of the right length, of opinions and nulls. */
export async function opinionsOf(scorer: Scorer, texts: readonly string[]): Promise<readonly (ScorerOpinion | null)[]> {
  const signal = new AbortController().signal;
  const opinions: unknown = await scorer.score(
    texts.map((headline) => ({ headline })),
    { signal },
  );
  ensure(Array.isArray(opinions), `score resolved with ${typeof opinions}, not with a list`);
  ensure(opinions.length === texts.length, `${texts.length} items have ${opinions.length} opinions`);
  for (const [index, opinion] of opinions.entries())
    ensure(isOpinion(opinion), `of item ${index} it says ${JSON.stringify(opinion)}: neither an opinion nor null`);
  return opinions;
}

/** Whether two opinions are equal, both null included. */
export function sameOpinion(one: ScorerOpinion | null | undefined, other: ScorerOpinion | null | undefined): boolean {
  if (one == null || other == null) return one === other;
  return Object.is(one.score, other.score) && Object.is(one.confidence, other.confidence);
}

function isOpinion(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { score, confidence } = value as Partial<ScorerOpinion>;
  return typeof score === 'number' && (confidence === null || typeof confidence === 'number');
}
