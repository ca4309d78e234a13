import type { Deed, Thing } from './family.js';
import { weights } from './weights.js';

/** A deed and what it is done to, not far from each other in one clause. */
export interface Link {
  readonly deed: Deed;
  /** `before`: profit … rose; `after`: raises … guidance. */
  readonly looks: 'before' | 'after';
  /** How many words and phrases away the other part may stand. */
  readonly within: number;
  /** Whether the other part may stand behind a word that begins another thought: `warns on profit`. Default: no. */
  readonly crosses?: boolean;
  /** What the pair counts, by what the other part is: the nearest of them, and of one that is several the first. */
  readonly of: Partial<Readonly<Record<Thing, number>>>;
}

const { event, link, word } = weights;
const rises = { gain: link, burden: -link };
const falls = { gain: -link, burden: link };

/** In the order in which they are looked for: what is more particular comes first. */
export const links: readonly Link[] = [
  { deed: 'spare', looks: 'after', within: 4, crosses: true, of: { expectation: event } },
  { deed: 'under', looks: 'before', within: 5, of: { burden: event } },
  { deed: 'over', looks: 'before', within: 5, of: { burden: -event } },
  { deed: 'over', looks: 'after', within: 7, crosses: true, of: { expectation: event } },
  { deed: 'under', looks: 'after', within: 7, crosses: true, of: { expectation: -event } },
  { deed: 'beat', looks: 'after', within: 7, crosses: true, of: { expectation: event } },
  { deed: 'miss', looks: 'after', within: 7, crosses: true, of: { expectation: -event } },
  {
    deed: 'downrate',
    looks: 'after',
    within: 4,
    of: { 'good rating': -event, 'middling rating': -event, 'bad rating': -event },
  },
  {
    deed: 'uprate',
    looks: 'after',
    within: 6,
    of: { 'good rating': event, 'middling rating': event, 'bad rating': event },
  },
  { deed: 'rate', looks: 'after', within: 4, of: { 'good rating': event, 'middling rating': 0, 'bad rating': -event } },
  { deed: 'turn', looks: 'after', within: 4, of: { profit: event, loss: -event } },
  // Who pays to end a case has lost it, whatever verb ends it.
  { deed: 'pay', looks: 'after', within: 7, crosses: true, of: { trouble: -event } },
  { deed: 'settle', looks: 'after', within: 5, of: { trouble: event } },
  { deed: 'settle', looks: 'after', within: 4, of: { 'bad rating': event } },
  { deed: 'cancel', looks: 'after', within: 4, of: { 'good rating': -event } },
  { deed: 'settle', looks: 'before', within: 4, of: { trouble: event } },
  { deed: 'pay', looks: 'before', within: 6, of: { trouble: -word } },
  { deed: 'compromise', looks: 'after', within: 5, of: { trouble: event } },
  { deed: 'compromise', looks: 'before', within: 4, of: { trouble: event } },
  { deed: 'open', looks: 'after', within: 5, of: { inquiry: -event } },
  { deed: 'face', looks: 'after', within: 5, of: { trouble: -event, loss: -event } },
  {
    deed: 'cut',
    looks: 'after',
    within: 6,
    of: { staff: -event, outlook: -event, expectation: -event, gain: -link, burden: link },
  },
  { deed: 'raise', looks: 'after', within: 6, of: { outlook: event, expectation: event, gain: link, burden: -link } },
  { deed: 'close', looks: 'after', within: 4, of: { site: -event } },
  { deed: 'rising', looks: 'after', within: 2, of: rises },
  { deed: 'falling', looks: 'after', within: 2, of: falls },
  { deed: 'narrowing', looks: 'before', within: 8, of: { burden: link, gain: -link } },
  { deed: 'narrowing', looks: 'after', within: 4, of: { burden: link, gain: -link } },
  { deed: 'widening', looks: 'before', within: 8, of: { burden: -link, gain: link } },
  { deed: 'widening', looks: 'after', within: 4, of: { burden: -link } },
  { deed: 'harm', looks: 'after', within: 3, crosses: true, of: { gain: -link } },
  { deed: 'up', looks: 'before', within: 12, of: rises },
  { deed: 'down', looks: 'before', within: 12, of: falls },
  { deed: 'up', looks: 'after', within: 3, of: rises },
  { deed: 'down', looks: 'after', within: 3, of: falls },
  { deed: 'raise', looks: 'before', within: 8, of: rises },
  { deed: 'cut', looks: 'before', within: 8, of: falls },
  { deed: 'rising', looks: 'before', within: 6, of: rises },
  { deed: 'falling', looks: 'before', within: 6, of: falls },
  { deed: 'beat', looks: 'before', within: 4, of: { gain: event, expectation: event } },
  { deed: 'miss', looks: 'before', within: 4, of: { gain: -event, expectation: -event } },
  { deed: 'warn', looks: 'after', within: 6, crosses: true, of: { outlook: -event, gain: -event, loss: -event } },
  { deed: 'discount', looks: 'before', within: 5, of: { 'new shares': -event } },
  { deed: 'report', looks: 'after', within: 5, of: { loss: -event } },
  { deed: 'cancel', looks: 'after', within: 5, of: { business: -event, pact: -event } },
  { deed: 'win', looks: 'after', within: 6, of: { business: event } },
  { deed: 'sign', looks: 'after', within: 6, of: { pact: link } },
];
