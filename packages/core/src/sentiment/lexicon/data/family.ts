/** What is done in a headline: to a figure, a forecast, a contract, a case. */
export const deeds = [
  'up',
  'down',
  'rising',
  'falling',
  'narrowing',
  'widening',
  'raise',
  'cut',
  'beat',
  'miss',
  'spare',
  'over',
  'under',
  'harm',
  'win',
  'sign',
  'report',
  'warn',
  'cancel',
  'close',
  'turn',
  'rate',
  'uprate',
  'downrate',
  'settle',
  'compromise',
  'pay',
  'face',
  'open',
  'discount',
] as const;
export type Deed = (typeof deeds)[number];

/** What it is done to. `gain` is good when it is more, `burden` is bad. */
export const things = [
  'gain',
  'burden',
  'shares',
  'outlook',
  'profit',
  'loss',
  'expectation',
  'staff',
  'business',
  'pact',
  'site',
  'trouble',
  'inquiry',
  'new shares',
  'good rating',
  'middling rating',
  'bad rating',
] as const;
export type Thing = (typeof things)[number];

/**
 * What a word does to the rest. `negator` turns what follows, `failing` makes it bad, `calm` says that nothing has happened yet, `comparison` puts an amount beside
 * an earlier one; of what stands before `but` and behind `although` less is meant, still less of what stands behind
 * `past`, and nothing of what stands behind `elsewhere`; an `extreme` behind a move is part of it;
 * `measured` compares with what was expected; a `connective` begins another thought.
 */
export const marks = [
  'negator',
  'failing',
  'calm',
  'comparison',
  'but',
  'although',
  'past',
  'elsewhere',
  'connective',
  'extreme',
  'measured',
] as const;
export type Mark = (typeof marks)[number];

/** Words and phrases that mean the same to the reader of a headline. */
export interface Family {
  readonly name: string;
  /** In a sentence: what these are. */
  readonly about: string;
  /** What its phrases count where they stand alone. 0: they are read, and are no evidence of anything. */
  readonly weight: number;
  readonly deed?: Deed;
  readonly things?: readonly Thing[];
  readonly mark?: Mark;
  /**
   * One phrase a line, in the form in which headlines are read: lower case, no hyphens, no apostrophes. `a|b` is one of both, a
   * question mark behind it makes it optional. `#` is a number, `#%` a percentage, `+#` and `-#` have a sign, `$` is a
   * cashtag, `^` the beginning of the headline.
   */
  readonly phrases: string;
}
