import { limits } from '../model/primitives.js';

/** Headlines with something to say, with nothing to say, and not in English; no two alike. */
export const newsTexts: readonly string[] = [
  'Acme profit rises 12% and beats estimates',
  'Acme shares plunge after profit warning',
  'Bolt swings to a loss as costs jump',
  'Bolt wins a contract worth $40 million',
  'Acme does not expect its loss to narrow',
  'Crane Foods to hold its annual meeting on May 4',
  'Analyst downgrades Crane Foods to sell',
  'Is Acme stock a buy after its record high?',
  'Dunmore posts a smaller loss than feared',
  'Dunmore gains, Elm falls',
  'Elm appoints a new chief financial officer',
  'Der Gewinn von Elm ist nicht gestiegen und die Aktie fällt',
  '株価は続伸、利益は過去最高',
  'XYZ',
];

const fill = (piece: string) => piece.repeat(Math.ceil(limits.headline / piece.length)).slice(0, limits.headline);

/** What no desk writes, and what may come all the same: markup, odd characters, texts of the greatest length and beyond. */
export const hostileTexts: readonly string[] = [
  fill('profit rises '),
  fill('not '),
  fill('loss narrows not '),
  fill('a'),
  fill('- '),
  fill('(('),
  fill('1 '),
  fill('9'),
  fill('📈'),
  fill('e\u0301'),
  fill('&amp;'),
  fill('. '),
  'profit rises '.repeat(1000),
  '<script>alert("profit rises")</script>',
  '"; DROP TABLE news; -- profit rises',
  '=HYPERLINK("https://example.com") profit rises',
  '__proto__ constructor toString hasOwnProperty',
  '\u0000profit\u001b[31m rises\u202e',
  '\ud800 profit rises \udc00',
  '{"headline": "profit rises"}',
  'NaN Infinity -0 1e999 null undefined',
];
