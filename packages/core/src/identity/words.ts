/** Words that an editor adds or leaves out without saying anything else. Not `by`, `from`, `off`, `over`: they turn a sentence. */
const functionWords = new Set(
  'the a an of in on at to for with and as is are was were be been being has have had that its says say said'.split(
    ' ',
  ),
);

const spellings = new Map(
  Object.entries({
    aluminium: 'aluminum',
    analyse: 'analyze',
    analysed: 'analyzed',
    authorise: 'authorize',
    authorised: 'authorized',
    authorises: 'authorizes',
    cancelled: 'canceled',
    cancelling: 'canceling',
    catalogue: 'catalog',
    centre: 'center',
    centres: 'centers',
    colour: 'color',
    colours: 'colors',
    criticise: 'criticize',
    criticised: 'criticized',
    criticises: 'criticizes',
    defence: 'defense',
    favour: 'favor',
    favours: 'favors',
    fuelled: 'fueled',
    grey: 'gray',
    harbour: 'harbor',
    honour: 'honor',
    honours: 'honors',
    jewellery: 'jewelry',
    labour: 'labor',
    licence: 'license',
    licences: 'licenses',
    litre: 'liter',
    litres: 'liters',
    neighbour: 'neighbor',
    neighbours: 'neighbors',
    organise: 'organize',
    organised: 'organized',
    programme: 'program',
    programmes: 'programs',
    realise: 'realize',
    recognise: 'recognize',
    recognised: 'recognized',
    recognises: 'recognizes',
    rumour: 'rumor',
    rumours: 'rumors',
    theatre: 'theater',
    theatres: 'theaters',
    travelled: 'traveled',
    tyre: 'tire',
    tyres: 'tires',
  }),
);

/** What a contraction stands for; where it is one of two words (`he'd`), or an `am`, nothing. */
const contractions = new Map([
  ["can't", 'can not'],
  ["won't", 'will not'],
  ["shan't", 'shall not'],
  ['cannot', 'can not'],
  ["'re", ' are'],
  ["'ve", ' have'],
  ["'ll", ' will'],
]);
const contraction = /(?<![a-z])(?:can't|won't|shan't|cannot)(?![a-z])/g;
const negation = /(?<=[a-z])n't(?![a-z])/g;
const shortVerb = /(?<=[a-z])'(?:re|ve|ll|m|d)(?![a-z])/g;
const possessive = /(?<=[\p{L}\p{N}.])'s(?![\p{L}\p{N}])/gu;
const initials = /(?<![\p{L}\p{N}.])[a-z](?:\.[a-z])+(?![\p{L}\p{N}])/gu;
const percent = /%|(?<![a-z])(?:percent|per cent|pct)(?![a-z])/g;
const negativeNumber = /(?<![\p{L}\p{N}.)%])-(?=\d)|(?<= )- (?=[\d.]{1,9} ?(?:%|percent|pct))/gu;
/** Signs of comparison before a number. A `>` behind a letter or a dash ends a tag or an arrow. */
const comparison = /(?:<=?|\u2264|(?<![\p{L}/"'=-])>=?|\u2265)(?= ?[-(.]?\d)/gu;
const comparisons = new Map([
  ['>', ' above '],
  ['<', ' below '],
  ['>=', ' least '],
  ['\u2265', ' least '],
  ['<=', ' most '],
  ['\u2264', ' most '],
]);
const ordinals = new Map<string | undefined, string>([
  ['first', '1'],
  ['second', '2'],
  ['third', '3'],
  ['fourth', '4'],
  ['1st', '1'],
  ['2nd', '2'],
  ['3rd', '3'],
  ['4th', '4'],
]);
/** `first quarter`, `2nd-quarter`; `3q`, `3q24`; `q4`. */
const quarter = new RegExp(
  `(?<![a-z0-9])(?:(${[...ordinals.keys()].join('|')})[ -]quarter(?![a-z0-9])|` +
    '([1-4])q(?=(?:\\d\\d){0,2}(?![a-z0-9]))|q([1-4])(?![a-z0-9]))',
  'g',
);
const asciiWord = /(?:[a-z0-9]|(?<=\d)\.(?=\d))+/g;
const anyWord = /(?:[\p{L}\p{N}]\p{M}*|(?<=\d)\.(?=\d))+/gu;
const plainAscii = /^[\x20-\x7e]*$/;

/** The content words of a folded headline, in their order. A dot stays between digits only, so that no word holds a blank or a bar. */
export function contentWords(folded: string): readonly string[] {
  const expanded = folded.replace(contraction, expand);
  const plain = expanded.includes("'") ? withoutApostrophes(expanded) : expanded;
  const text = unifyNumbers(plain).replace(initials, (found) => found.replaceAll('.', ''));
  const all = text.match(plainAscii.test(text) ? asciiWord : anyWord) ?? [];
  return all.filter((word, at) => !functionWords.has(word) || isAskedAbout(all, at)).map(american);
}

function withoutApostrophes(text: string): string {
  return text.replace(negation, ' not').replace(possessive, '').replace(shortVerb, expand);
}

function unifyNumbers(text: string): string {
  return text
    .replace(comparison, (sign) => comparisons.get(sign) ?? ' ')
    .replace(negativeNumber, ' minus ')
    .replace(percent, ' pct ')
    .replace(quarter, (_, word?: string, before?: string, behind?: string) => {
      return ` q${before ?? behind ?? ordinals.get(word)} `;
    });
}

/** `Is ON a good stock to buy?`: columns of one day that differ in nothing but a ticker, which may spell a function word. */
function isAskedAbout(all: readonly string[], at: number): boolean {
  return at === 1 && all[0] === 'is' && (all[2] === 'a' || all[2] === 'an');
}

function american(word: string): string {
  return spellings.get(word) ?? (word.includes('isation') ? word.replace('isation', 'ization') : word);
}

function expand(found: string): string {
  return contractions.get(found) ?? '';
}
