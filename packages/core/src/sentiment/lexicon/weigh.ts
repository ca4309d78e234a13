import { markBit } from './compile.js';
import { aside, elsewhere, negated, negationReach, outweighed, past } from './data/weights.js';
import type { Hit } from './hits.js';
import type { Token } from './tokens.js';
import type { Unit } from './units.js';

const negator = markBit('negator');
const failing = markBit('failing');
const but = markBit('but');
const although = markBit('although');
const before = markBit('past');
const others = markBit('elsewhere');
const otherThought = markBit('connective') | others;

/** What the hits of a headline come to, each by what stands around it. `paired` are the units of pairs: no negations any more. */
export function sumOf(
  hits: readonly Hit[],
  units: readonly Unit[],
  paired: ReadonlySet<Unit>,
  tokens: readonly Token[],
): number {
  const negations = placesBehind(negator, units, paired, tokens);
  const failures = placesBehind(failing, units, paired, tokens);
  const shareOf = sharesOf(hits, units, tokens.length);
  const deciding = hits
    .filter((hit) => shareOf(hit) === 1)
    .reduce<Hit | undefined>((best, hit) => (best && best.rank >= hit.rank ? best : hit), undefined);
  let sum = 0;
  for (const hit of hits) {
    let { weight } = hit;
    if (hit.at.some(({ from }) => failures[from])) weight = Math.abs(weight) * negated;
    else if (hit.at.some(({ from }) => negations[from])) weight *= negated;
    weight *= shareOf(hit);
    if (deciding !== undefined && hit.rank < deciding.rank && weight * deciding.weight < 0) weight *= outweighed;
    sum += weight;
  }
  return sum;
}

/**
 * For every token whether a word with this mark reaches it: one at most three words before it in its clause, and part of no pair.
 * It reaches no further than the thought that it is in: *trading halted as it fails*.
 */
function placesBehind(
  mark: number,
  units: readonly Unit[],
  paired: ReadonlySet<Unit>,
  tokens: readonly Token[],
): boolean[] {
  const places: boolean[] = [];
  const thoughts = new Set(units.filter((unit) => marksOf(unit) & otherThought).map(({ from }) => from));
  for (const unit of units) {
    if (paired.has(unit) || !(marksOf(unit) & mark)) continue;
    for (let at = unit.to; at < unit.to + negationReach; at += 1) {
      if (tokens[at]?.clause !== unit.clause || thoughts.has(at)) break;
      places[at] = true;
    }
  }
  return places;
}

/**
 * How much of a hit is meant, by where it stands. The main part goes from the last `but` to the first `although` behind it, or to where
 * the past is told, or of somebody else. What stands beside it counts less; where it says nothing, all counts.
 */
function sharesOf(hits: readonly Hit[], units: readonly Unit[], length: number): (hit: Hit) => number {
  const from = units.findLast((unit) => marksOf(unit) & but)?.from ?? 0;
  const placeOf = (mark: number) =>
    units.find((unit) => marksOf(unit) & mark && unit.from > Math.max(from, 1))?.from ?? length;
  const [toAside, toPast, toOthers] = [placeOf(although), placeOf(before), placeOf(others)];
  const shareOf = (hit: Hit) => {
    const at = startOf(hit);
    if (at >= toOthers) return elsewhere;
    if (at >= toPast) return past;
    return at >= from && at < toAside ? 1 : aside;
  };
  const isBehind = (hit: Hit) => startOf(hit) >= from;
  return hits.some((hit) => shareOf(hit) === 1) ? shareOf : (hit) => (isBehind(hit) ? 1 : aside);
}

function startOf({ at }: Hit): number {
  return at[0]?.from ?? 0;
}

function marksOf({ meaning }: Unit): number {
  return meaning?.marks ?? 0;
}
