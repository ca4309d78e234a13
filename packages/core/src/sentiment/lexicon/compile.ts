import { type Deed, deeds, type Family, type Mark, marks, type Thing, things } from './data/family.js';

/** What a word or phrase says. */
export interface Meaning {
  /** One bit a deed, see {@link deedBit}. */
  readonly deeds: number;
  /** One bit a thing, see {@link thingBit}. */
  readonly things: number;
  /** One bit a mark, see {@link markBit}. */
  readonly marks: number;
  /** What it counts where it stands alone; 0: nothing. */
  readonly weight: number;
}

/** All phrases that begin alike. */
export interface PhraseNode {
  readonly next: Map<string, PhraseNode>;
  /** Of the phrase that ends here; null where none does. */
  meaning: Meaning | null;
}

export function deedBit(deed: Deed): number {
  return 1 << deeds.indexOf(deed);
}

export function thingBit(thing: Thing): number {
  return 1 << things.indexOf(thing);
}

export function markBit(mark: Mark): number {
  return 1 << marks.indexOf(mark);
}

const nothing: Meaning = { deeds: 0, things: 0, marks: 0, weight: 0 };

/**
 * All phrases of the families as one tree of words. A phrase of several families is and does what all of them say, and has the
 * largest weight that one gives it.
 */
export function compilePhrases(families: readonly Family[]): PhraseNode {
  const root = emptyNode();
  for (const family of families) {
    const deedOf = family.deed === undefined ? 0 : deedBit(family.deed);
    const thingsOf = (family.things ?? []).reduce((bits, thing) => bits | thingBit(thing), 0);
    const markOf = family.mark === undefined ? 0 : markBit(family.mark);
    for (const words of phrasesOf(family)) {
      let node = root;
      for (const word of words) node = childOf(node, word);
      const { deeds, things, marks, weight } = node.meaning ?? nothing;
      node.meaning = {
        deeds: deeds | deedOf,
        things: things | thingsOf,
        marks: marks | markOf,
        weight: Math.abs(family.weight) > Math.abs(weight) ? family.weight : weight,
      };
    }
  }
  return root;
}

/** The phrases of a family, word by word, with every choice made in each way. */
export function phrasesOf({ phrases }: Family): string[][] {
  const lines = phrases
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.flatMap(expand);
}

function expand(line: string): string[][] {
  let phrases: string[][] = [[]];
  for (const part of line.split(/\s+/)) {
    const isOptional = part.endsWith('?');
    const choices = (isOptional ? part.slice(0, -1) : part).split('|');
    const longer = phrases.flatMap((phrase) => choices.map((choice) => [...phrase, choice]));
    phrases = isOptional ? [...phrases, ...longer] : longer;
  }
  return phrases.filter((phrase) => phrase.length > 0);
}

function childOf(node: PhraseNode, word: string): PhraseNode {
  let child = node.next.get(word);
  if (child === undefined) {
    child = emptyNode();
    node.next.set(word, child);
  }
  return child;
}

function emptyNode(): PhraseNode {
  return { next: new Map(), meaning: null };
}
