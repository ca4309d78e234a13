import { deedBit, markBit, thingBit } from './compile.js';
import type { Deed, Thing } from './data/family.js';
import { type Link, links } from './data/links.js';
import type { StepCounter, Unit } from './units.js';

/** A piece of evidence: what it counts before negations, and the units that it is made of. */
export interface Hit {
  readonly weight: number;
  readonly at: readonly Unit[];
  /** How far it decides over others: 2 where it says what the shares did, 1 where it compares with what was expected. */
  readonly rank: 0 | 1 | 2;
}

interface CompiledLink {
  readonly deed: number;
  readonly step: 1 | -1;
  readonly within: number;
  readonly others: readonly { readonly bit: number; readonly weight: number }[];
  /** All of `others`. */
  readonly anyOther: number;
  readonly isMeasured: boolean;
  readonly crosses: boolean;
}

/** Deeds that tell how a result compares with what was expected; to cut an estimate is none. */
const measuring: ReadonlySet<Deed> = new Set(['beat', 'miss', 'spare', 'over', 'under']);
const compiled: readonly CompiledLink[] = links.map(compileLink);
const shares = thingBit('shares');
const measured = markBit('measured');
const extreme = markBit('extreme');
const otherThought = markBit('connective') | markBit('elsewhere');
const anyDeed = compiled.reduce((bits, { deed }) => bits | deed, 0);

/** Deeds with what they are done to; each unit is part of one pair at most. What is used is added to `used`. */
export function findLinks(units: readonly Unit[], used: Set<Unit>, counter: StepCounter): Hit[] {
  const hits: Hit[] = [];
  const deeds = units.flatMap((unit, index) => (deedsOf(unit) & anyDeed ? [index] : []));
  for (const link of compiled) {
    for (const index of deeds) {
      const unit = units[index];
      if (unit === undefined || used.has(unit) || !(deedsOf(unit) & link.deed)) continue;
      const other = nearest(units, index, link, used, counter);
      if (other === undefined) continue;
      used.add(unit).add(other.unit);
      for (const peak of extremesBehind(unit, units, index, counter)) used.add(peak);
      const at = link.step === 1 ? [unit, other.unit] : [other.unit, unit];
      const isReaction = (thingsOf(other.unit) & shares) !== 0;
      if (other.weight !== 0) hits.push({ weight: other.weight, at, rank: isReaction ? 2 : link.isMeasured ? 1 : 0 });
    }
  }
  return hits;
}

/** The phrases that say something by themselves; they are added to `used`. */
export function findWords(units: readonly Unit[], used: Set<Unit>): Hit[] {
  const hits: Hit[] = [];
  for (const unit of units) {
    const weight = unit.meaning?.weight ?? 0;
    if (weight === 0 || used.has(unit)) continue;
    used.add(unit);
    hits.push({ weight, at: [unit], rank: marksOf(unit) & measured ? 1 : 0 });
  }
  return hits;
}

function nearest(
  units: readonly Unit[],
  index: number,
  { step, within, others, anyOther, crosses }: CompiledLink,
  used: ReadonlySet<Unit>,
  counter: StepCounter,
) {
  for (let distance = 1; distance <= within; distance += 1) {
    const unit = units[index + step * distance];
    counter.steps += 1;
    if (unit === undefined || unit.clause !== units[index]?.clause) return undefined;
    if (!crosses && marksOf(unit) & otherThought) return undefined;
    if (!(thingsOf(unit) & anyOther) || used.has(unit)) continue;
    const weight = others.find(({ bit }) => thingsOf(unit) & bit)?.weight ?? 0;
    return { unit, weight };
  }
  return undefined;
}

/** How far behind a move the high or low stands that it leads to: `falls 3% to a record low`. */
const extremeReach = 5;

/** The highs behind a rise and the lows behind a fall, which are no news of their own. */
function extremesBehind(move: Unit, units: readonly Unit[], index: number, counter: StepCounter): Unit[] {
  const near = units.slice(index + 1, index + 1 + extremeReach);
  counter.steps += near.length;
  return near.filter(
    (unit) => (marksOf(unit) & extreme) !== 0 && unit.clause === move.clause && (deedsOf(unit) & deedsOf(move)) !== 0,
  );
}

function deedsOf({ meaning }: Unit): number {
  return meaning?.deeds ?? 0;
}

function marksOf({ meaning }: Unit): number {
  return meaning?.marks ?? 0;
}

function thingsOf({ meaning }: Unit): number {
  return meaning?.things ?? 0;
}

function compileLink({ deed, looks, within, crosses = false, of }: Link): CompiledLink {
  const others = Object.entries(of).map(([thing, weight]) => ({ bit: thingBit(thing as Thing), weight }));
  return {
    deed: deedBit(deed),
    step: looks === 'after' ? 1 : -1,
    within,
    others,
    crosses,
    isMeasured: of.expectation !== undefined && measuring.has(deed),
    anyOther: others.reduce((bits, { bit }) => bits | bit, 0),
  };
}
