import type { Meaning, PhraseNode } from './compile.js';
import type { Token } from './tokens.js';

/** A phrase that was found, or one word that is in no phrase. */
export interface Unit {
  /** The place of its first token, and the place behind its last. */
  readonly from: number;
  readonly to: number;
  readonly clause: number;
  /** Null for a word that is not known. */
  readonly meaning: Meaning | null;
}

/** Counts the steps that reading a headline takes: they grow with its length and with nothing else. */
export interface StepCounter {
  steps: number;
}

/** Cuts a headline into phrases, at each place the longest that is known. */
export function readUnits(tokens: readonly Token[], phrases: PhraseNode, counter: StepCounter): Unit[] {
  const units: Unit[] = [];
  for (let from = 0; from < tokens.length; ) {
    let node: PhraseNode | undefined = phrases;
    let to = from + 1;
    let meaning: Meaning | null = null;
    for (let at = from; at < tokens.length; at += 1) {
      counter.steps += 1;
      node = node.next.get(textOf(tokens, at));
      if (node === undefined || tokens[at]?.clause !== tokens[from]?.clause) break;
      if (node.meaning !== null) {
        meaning = node.meaning;
        to = at + 1;
      }
    }
    // The mark of the beginning is no word that could stand between two others.
    if (from > 0 || meaning !== null) units.push({ from, to, clause: tokens[from]?.clause ?? 0, meaning });
    from = to;
  }
  return units;
}

function textOf(tokens: readonly Token[], at: number): string {
  return tokens[at]?.text ?? '';
}
