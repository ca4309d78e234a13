export const editKinds = ['number', 'unit', 'direction', 'quarter', 'month', 'currency', 'ticker', 'negation'] as const;

/** One small edit after which a headline says something else. */
interface MeaningEdit {
  readonly kind: (typeof editKinds)[number];
  readonly edited: string;
}

const opposites = new Map(
  [
    'raises cuts',
    'lifts trims',
    'raise cut',
    'rises falls',
    'rise fall',
    'jumps drops',
    'jump drop',
    'climbs slips',
    'beats misses',
    'beat miss',
    'up down',
    'above below',
    'gains loses',
    'wins loses',
    'upgraded downgraded',
    'upgrades downgrades',
    'buy sell',
    'buying selling',
    'bought sold',
    'add remove',
    'adds sheds',
    'open close',
    'hire fire',
    'soars sinks',
    'widens narrows',
    'slows quickens',
    'lower higher',
    'weak strong',
    'before after',
    'profit loss',
    'completed abandoned',
    'halts resumes',
    'hebt senkt',
    'steigt sinkt',
    'agrees refuses',
    'denies confirms',
  ].flatMap((pair) => {
    const [one = '', other = ''] = pair.split(' ');
    return [[one, other] as const, [other, one] as const];
  }),
);

const months = 'January February March April May June July August September October November December'.split(' ');
const quarterWords = ['first', 'second', 'third', 'fourth'];
const otherCurrency = new Map([
  ['C$', '$'],
  ['$', '€'],
  ['€', '£'],
  ['£', '¥'],
  ['¥', 'C$'],
  ['euros', 'pounds'],
]);
const otherUnit = new Map([
  ['million', 'billion'],
  ['billion', 'million'],
  ['mln', 'bn'],
  ['bn', 'mln'],
  ['M', 'B'],
  ['B', 'M'],
]);

const rules: readonly (readonly [kind: MeaningEdit['kind'], place: RegExp, change: (found: string) => string])[] = [
  // A number of a quarter is a quarter's matter; every other run of digits counts one up.
  [
    'number',
    /(?<![Qq\d])\d+(?![\dQq]|(?:st|nd|rd|th)\b)/g,
    (digits) => `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`,
  ],
  ['number', /(?<=\d)(?=%| percent| pct)/g, () => '1'],
  ['unit', /(?<=\d ?)(?:million|billion|mln|bn|M|B)\b/g, (unit) => otherUnit.get(unit) ?? ''],
  ['direction', /\p{L}+/gu, (word) => opposites.get(word) ?? word],
  ['quarter', /\b(?:first|second|third|fourth)(?=[ -]quarter)/g, (word) => next(quarterWords, word)],
  ['quarter', /(?<=\bQ)[1-4]|\b[1-4](?=Q)/g, (digit) => String((Number(digit) % 4) + 1)],
  ['month', new RegExp(`\\b(?:${months.join('|')})\\b`, 'g'), (month) => next(months, month)],
  ['currency', /C?\$(?=[\d(])|[€£¥](?=\d)|(?<=\d (?:[a-z]+ )?)euros/g, (name) => otherCurrency.get(name) ?? name],
  [
    'ticker',
    /(?<=\((?:[A-Z]+: )?)[A-Z]{3,4}(?=\))|(?<=^\$)[A-Z]{3,4}/g,
    (ticker) => (ticker === 'OTHR' ? 'OTHE' : 'OTHR'),
  ],
  ['negation', /\b(?:will|is|are|has|can)\b(?! not|n[’'])/g, (verb) => `${verb} not`],
  ['negation', /\b(?:is|are|has)(?= )/g, (verb) => `${verb}n’t`],
  ['negation', /(?<=[\p{L}\d’]) to(?= \p{Ll})/gu, () => ' not to'],
  ['negation', /\bwill not\b/g, () => 'will'],
  ['negation', /isn’t/g, () => 'is'],
];

/** Every such edit of a headline, one place at a time. */
export function meaningEdits(headline: string): readonly MeaningEdit[] {
  return rules.flatMap(([kind, place, change]) =>
    Array.from(headline.matchAll(place), (match) => {
      const end = match.index + match[0].length;
      return { kind, edited: headline.slice(0, match.index) + change(match[0]) + headline.slice(end) };
    }).filter(({ edited }) => edited !== headline),
  );
}

function next(ring: readonly string[], one: string): string {
  return ring[(ring.indexOf(one) + 1) % ring.length] ?? '';
}
