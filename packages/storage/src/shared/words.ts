// What SQLite's unicode61 splits although JavaScript takes it for a letter or number: vowel signs of New Tai Lue, two Vedic signs.
const word = /(?:(?![\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3])[\p{L}\p{N}\p{Co}])+/gu;

/** Most text is plain: there the rules come to the same, at a small part of the cost. */
const plain = /^[\0-\x7f]*$/;
const plainWord = /[A-Za-z0-9]+/g;

/** The words of a text or of a search, each once: runs of letters and digits. */
export function wordsOf(text: string): readonly string[] {
  if (plain.test(text)) return [...new Set(text.match(plainWord))];
  return [...new Set(text.normalize('NFC').match(word))];
}

/** The words of a text as {@link foldWord} makes them, each once. */
export function foldedWordsOf(text: string): readonly string[] {
  if (plain.test(text)) return [...new Set(text.toLowerCase().match(plainWord))];
  return [...new Set(wordsOf(text).map(foldWord))];
}

/** A word without its case and, in Latin script, without diacritics: equal for words that a search takes for the same. */
export function foldWord(text: string): string {
  if (plain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase();
}
