import fc from 'fast-check';

/** Invented headlines with everything in them that the canonical form cares about. */
export const headlines = [
  'Arven Motors raises its full-year guidance on strong demand',
  'Beltrano Energy Q2 EPS $0.66 vs $0.59 Est; Revenues $20.2B vs $20.17B Est',
  "Calder's first quarter profit falls 12.5 percent to €1,234 million",
  'Dunmore Bancorp loses -0.5% as U.S. regulators open probe',
  'Estrava isn’t closing its plant in Élandre, says CEO',
  'Fenwick Foods posts Q4 loss of $(0.50) a share, sales up 3%',
  'Galtrix rating cut to BB- from BBB+ by agency',
  'Harrow Holdings (NYSE: HRW) completes merger with Iverna plc',
  'Jorvik Software wins “largest ever” order – shares jump 8%',
  'Kestrel Airlines to buy 12 jets for $1.6 trillion yen',
  'Nöring Stahl kündigt 5½ Prozent Dividende an und hebt Ausblick',
  'Lumara Mining sees 1Q output down, keeps C$8.15 offer for Maven (LUM)',
] as const;

export const headline = fc.constantFrom(...headlines);

/** What changes in the writing of a headline and not in what it says. */
export const restylings: Readonly<Record<string, (text: string) => string>> = {
  'upper case': (text) => text.toUpperCase(),
  'lower case': (text) => text.toLowerCase(),
  NFD: (text) => text.normalize('NFD'),
  'full-width characters': (text) =>
    text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000'),
  'curly quotes': (text) => text.replaceAll("'", '’').replace(/"([^"]*)"/g, '“$1”'),
  'straight quotes': (text) => text.replaceAll('’', "'").replace(/[“”]/g, '"'),
  entities: encoded,
  'entities, encoded again': (text) => encoded(encoded(text)),
  'doubled blanks': (text) => `  ${text.replaceAll(' ', '  ')} `,
  'no-break spaces': (text) => text.replaceAll(' ', '\u00a0'),
  'line breaks and tabs': (text) => `\t${text.replaceAll(' ', '\r\n')}\n`,
  'invisible characters': (text) => text.replace(/\p{L}/gu, '$&\u200b\ufeff'),
  'UPDATE 2-': (text) => `UPDATE 2-${text}`,
  'RPT-UPDATE 1-': (text) => `RPT-UPDATE 1-${text}`,
  'BRIEF-': (text) => `BRIEF-${text}`,
  'Exclusive:': (text) => `Exclusive: ${text}`,
  ' - Reuters': (text) => `${text} - Reuters`,
  ' | CNBC': (text) => `${text} | CNBC`,
  '(Reuters)': (text) => `${text} (Reuters)`,
  'an em dash and a publisher': (text) => `${text} — MarketWatch`,
  '(UPDATE)': (text) => `${text} (UPDATE)`,
  '[video]': (text) => `${text} [Video]`,
  '(2)': (text) => `${text} (2)`,
  'a full stop': (text) => `${text}.`,
};

export const restyling = fc.constantFrom(...Object.values(restylings));

function encoded(text: string): string {
  return text.replace(/[&'"<>\u0080-\uffff]/g, (one) => (one === '&' ? '&amp;' : `&#${one.charCodeAt(0)};`));
}
