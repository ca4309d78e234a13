import type { Family } from './family.js';
import { weights } from './weights.js';

/** Ratings of analysts, as things that one can be raised or cut to. */
export const ratings: readonly Family[] = [
  {
    name: 'good ratings',
    about: 'An analyst says that the shares will do better than others.',
    weight: 0,
    things: ['good rating'],
    phrases: `
      strong|conviction? buy rating|recommendation|call?
      outperform|overweight|accumulate|bullish|outperformer
    `,
  },
  {
    name: 'middling ratings',
    about: 'An analyst says that the shares will do as others.',
    weight: 0,
    things: ['middling rating'],
    phrases: `
      neutral|hold
      equal|market weight
      market|sector|peer|in perform|line
      sector|peer weight
    `,
  },
  {
    name: 'bad ratings',
    about: 'An analyst says that the shares will do worse than others.',
    weight: 0,
    things: ['bad rating'],
    phrases: `
      strong? sell rating|recommendation|call?
      underperform|underweight|reduce|bearish|underperformer
      junk
    `,
  },
  {
    name: 'good ratings given',
    about: 'A rating behind the name of who gets it, whatever the verb was.',
    weight: weights.event,
    things: ['good rating'],
    phrases: `
      at a? strong|conviction? buy|outperform|overweight|accumulate
    `,
  },
  {
    name: 'bad ratings given',
    about: 'A bad rating behind the name of who gets it.',
    weight: -weights.event,
    things: ['bad rating'],
    phrases: `
      at a? strong? sell|underperform|underweight|reduce
    `,
  },
  {
    name: 'rating',
    about: 'What an analyst does who begins to look at it, or says again what was said before.',
    weight: 0,
    deed: 'rate',
    phrases: `
      initiated|initiates|initiate|started|starts|launched|launches|resumed|resumes|assumed|assumes|begins|reinstated|rated|coverage at|as|to|with
      reiterate|reiterates|reiterated|maintains|maintained|keeps|affirms|reaffirms|retains|rates
      initiates|starts|begins|resumes coverage
    `,
  },
  {
    name: 'rating higher',
    about: 'What an analyst does who likes it better.',
    weight: 0,
    deed: 'uprate',
    phrases: `
      raised|raises|lifted|lifts|boosted|moved|moves|up to
      upgrade|upgrades|upgraded|upgrading
    `,
  },
  {
    name: 'rating lower',
    about: 'What an analyst does who likes it less.',
    weight: 0,
    deed: 'downrate',
    phrases: `
      cut|cuts|lowered|lowers|reduced|slashed|slashes|moved|downgraded|downgrades|downgrade|drops|dropped|deeper to|into
    `,
  },
];
