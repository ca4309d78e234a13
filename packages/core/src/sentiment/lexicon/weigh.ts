import { markBit } from './compile.js';
import { aside, negated, negationReach, outweighed } from './data/weights.js';
import type { Hit } from './hits.js';
import type { Token } from './tokens.js';
import type { Unit } from './units.js';

const negator = markBit('negator');
const failing = markBit('failing');
const but = markBit('but');
const although = markBit('although');

/** What the hits of a headline come to, each by what stands around it. `paired` are the units of pairs: no negations any more. */
export function sumOf(
  hits: readonly Hit[],
  units: readonly Unit[],
  paired: ReadonlySet<Unit>,
  tokens: readonly Token[],
): number {
  const negations = placesBehind(negator, units, paired, tokens);
  const failures = placesBehind(failing, units, paired, tokens);
  const main = mainPart(units, tokens.length);
  const isMain = (hit: Hit) => startOf(hit) >= main.from && startOf(hit) < main.to;
  const deciding = hits
    .filter(isMain)
    .reduce<Hit | undefined>((best, hit) => (best && best.rank >= hit.rank ? best : hit), undefined);
  let sum = 0;
  for (const hit of hits) {
    let { weight } = hit;
    if (hit.at.some(({ from }) => failures[from])) weight = Math.abs(weight) * negated;
    else if (hit.at.some(({ from }) => negations[from])) weight *= negated;
    if (!isMain(hit)) weight *= aside;
    if (deciding !== undefined && hit.rank < deciding.rank && weight * deciding.weight < 0) weight *= outweighed;
    sum += weight;
  }
  return sum;
}

/** For every token whether a word with this mark reaches it: one at most three words before it in its clause, and part of no pair. */
function placesBehind(
  mark: number,
  units: readonly Unit[],
  paired: ReadonlySet<Unit>,
  tokens: readonly Token[],
): boolean[] {
  const places: boolean[] = [];
  for (const unit of units) {
    if (paired.has(unit) || !(marksOf(unit) & mark)) continue;
    for (let at = unit.to; at < unit.to + negationReach; at += 1) {
      if (tokens[at]?.clause === unit.clause) places[at] = true;
    }
  }
  return places;
}

/** From the last `but` to the first `although` behind it. */
function mainPart(units: readonly Unit[], length: number): { from: number; to: number } {
  const from = units.findLast((unit) => marksOf(unit) & but)?.from ?? 0;
  const to = units.find((unit) => marksOf(unit) & although && unit.from > Math.max(from, 1))?.from ?? length;
  return { from, to };
}

function startOf({ at }: Hit): number {
  return at[0]?.from ?? 0;
}

function marksOf({ meaning }: Unit): number {
  return meaning?.marks ?? 0;
}
