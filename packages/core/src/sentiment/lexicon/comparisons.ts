import { type Amount, isYear } from './amounts.js';
import { markBit, thingBit } from './compile.js';
import { weights } from './data/weights.js';
import type { Hit } from './hits.js';
import type { Token } from './tokens.js';
import type { StepCounter, Unit } from './units.js';

/** How many words and phrases away the things of a comparison may stand. */
const reach = { before: 8, after: 6, subject: 14 } as const;
const comparing = markBit('comparison');
const burden = thingBit('burden');
const lost = thingBit('loss');
const comparable = thingBit('gain') | burden | lost;

/**
 * Amounts beside those of an earlier time: `profit totalled EUR 10 mn, compared to EUR 8 mn`, `to EUR 131 mn from EUR 140 mn`,
 * `EUR 5 mn (EUR 4 mn)`. Their subject decides what more of it means. Only subjects that are not used count: where a word says the
 * direction, it is believed.
 */
export function findComparisons(
  units: readonly Unit[],
  tokens: readonly Token[],
  used: Set<Unit>,
  counter: StepCounter,
): Hit[] {
  const hits: Hit[] = [];
  const amountOf = ({ from }: Unit) => {
    const amount = tokens[from]?.amount ?? null;
    return amount === null || isYear(amount) ? null : amount;
  };
  const isAmount = (unit: Unit) => amountOf(unit) !== null;
  const amountAt = (at: number) => {
    const unit = units[at];
    return unit === undefined ? null : amountOf(unit);
  };
  for (const [index, unit] of units.entries()) {
    const isBracket = tokens[unit.from]?.isBracketed === true && isAmount(unit);
    if (!isBracket && !((unit.meaning?.marks ?? 0) & comparing)) continue;
    const look = (from: number, step: 1 | -1, within: number, accepts: (one: Unit) => boolean) =>
      nearest(units, { from, step, within, clause: unit.clause, accepts }, counter);
    const now = look(index - 1, -1, reach.before, isAmount);
    const earlier = isBracket ? index : look(index + 1, 1, reach.after, isAmount);
    if (now === null || earlier === null) continue;
    const named = look(now - 1, -1, reach.subject, (one) => thingsOf(one) !== 0 && !used.has(one));
    // Before the earlier amount may stand whether that was a profit or a loss.
    const namedBefore = look(earlier - 1, -1, earlier - index, (one) => thingsOf(one) !== 0);
    const [subject, earlierSubject] = [unitAt(units, named), unitAt(units, namedBefore)];
    if (subject === null) continue;
    const change = changeOf(subject, earlierSubject ?? subject, amountAt(now), amountAt(earlier));
    if (change === 0) continue;
    used.add(subject);
    // An earlier loss is part of the comparison, and no news.
    if (earlierSubject !== null) used.add(earlierSubject);
    hits.push({ weight: change > 0 ? weights.link : -weights.link, at: [subject], rank: 0 });
  }
  return hits;
}

/** More than 0 where it has become better, less where worse; 0 where the amounts are equal or cannot be compared. */
function changeOf(subject: Unit, earlierSubject: Unit, now: Amount | null, earlier: Amount | null): number {
  if (now === null || earlier === null || (now.kind === 'percent') !== (earlier.kind === 'percent')) return 0;
  const change = signed(subject, now) - signed(earlierSubject, earlier);
  const isBurden = !isLoss(subject) && (thingsOf(subject) & burden) !== 0;
  return isBurden ? -change : change;
}

/** A loss is a negative profit. */
function signed(subject: Unit, { value }: Amount): number {
  return isLoss(subject) ? -value : value;
}

interface Search {
  readonly from: number;
  readonly step: 1 | -1;
  readonly within: number;
  readonly clause: number;
  readonly accepts: (unit: Unit) => boolean;
}

/** The place of the first unit of the clause that is accepted; null where none is near enough. */
function nearest(
  units: readonly Unit[],
  { from, step, within, clause, accepts }: Search,
  counter: StepCounter,
): number | null {
  for (let distance = 0; distance < within; distance += 1) {
    const at = from + step * distance;
    const unit = units[at];
    counter.steps += 1;
    if (unit === undefined || unit.clause !== clause) return null;
    if (accepts(unit)) return at;
  }
  return null;
}

function unitAt(units: readonly Unit[], at: number | null): Unit | null {
  return at === null ? null : (units[at] ?? null);
}

function thingsOf({ meaning }: Unit): number {
  return (meaning?.things ?? 0) & comparable;
}

function isLoss(unit: Unit): boolean {
  return (thingsOf(unit) & lost) !== 0;
}
