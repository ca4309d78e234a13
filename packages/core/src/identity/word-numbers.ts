/**
 * Words as numbers, so that lists of them are hashed and compared without building a text for each. Kept by stores: the same
 * on every machine, for good. Not for secrets: whoever wants two lists with one hash can make them.
 */
export interface WordNumbers {
  /** One number a word. */
  readonly first: readonly number[];
  /** Another one, independent of the first. */
  readonly second: readonly number[];
}

/** The largest prime below 2^26: the product of two remainders is exact in a double, and two of them are one safe integer. */
const prime = 67_108_859;
const half = 2 ** 26;

export function numberWords(words: readonly string[]): WordNumbers {
  return {
    first: words.map((word) => numberOf(word, 0x811c9dc5)),
    second: words.map((word) => numberOf(word, 0x3d4d51cb)),
  };
}

/** From the word at `from` to the one before `to`. */
export type Stretch = readonly [from: number, to: number];

/** 52 bits over stretches of words, one behind the other; lists of another kind have other hashes. */
export function hashWords(kind: number, { first, second }: WordNumbers, stretches: readonly Stretch[]): number {
  let left = kind + 1;
  let right = kind + 2;
  for (const [from, to] of stretches)
    for (let at = from; at < to; at += 1) {
      left = (left * 40_503_137 + (first[at] ?? 0) + 1) % prime;
      right = (right * 52_711_603 + (second[at] ?? 0) + 1) % prime;
    }
  return left * half + right;
}

/**
 * What the numbers of the words and their squares add up to, in one safe integer. Of two lists that are one word apart the
 * difference of the squares is the square of the difference; of others it is that once in 30 million.
 */
export function sumWords({ first }: WordNumbers): number {
  let sum = 0;
  let squares = 0;
  for (const number of first) {
    sum = (sum + number) % prime;
    squares = (squares + number * number) % prime;
  }
  return sum * half + squares;
}

/** Whether one of two lists of words may have one word more than the other, wherever it stands; the order is not looked at. */
export function mayBeOneWordApart(left: number, right: number): boolean {
  const apart = (Math.floor(left / half) - Math.floor(right / half) + prime) % prime;
  const squares = ((left % half) - (right % half) + prime) % prime;
  const square = (apart * apart) % prime;
  return squares === square || squares + square === prime;
}

/** FNV-1a over the UTF-16 code units, its bits mixed at the end so that short words differ in all of them. */
function numberOf(word: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % prime;
}
