import { seededChance } from '../../src/time/seeded-chance.js';

/** Invented headlines in every manner that outlets have; each says something that an edit can turn. */
const written = [
  'Arven Motors raises full-year outlook to €1.2 billion on strong demand',
  'Arven Motors cuts its dividend to $0.35 a share as orders fall 12%',
  'Beltrano Energy will not sell its North Sea fields, says CEO',
  'Beltrano Energy Q2 EPS $0.66 vs $0.59 Est; Revenues $20.2B vs $20.17B Est',
  'Calder: Central bank will hold rates at 4.25% in March',
  'Central bank will hold rates at 4.25% in March: Calder',
  'Central bank will hold rates at 4.25% in March, Calder says',
  'Central bank will hold rates at 4.25% in March - sources',
  'Dunmore Bancorp to pay $113 million to settle charges over fees',
  'Dunmore Bancorp shares fall 3.5 percent after U.S. regulators open probe',
  'Dunmore Bancorp downgraded to BB+ by agency as losses widen in 2024',
  'Estrava isn’t closing its plant in Élandre before October',
  'Estrava Pharma (NASDAQ: ESTV) wins approval for its second cancer drug',
  'Estrava Pharma’s heart drug fails in phase 3 trial of 1,200 patients',
  'Fenwick Foods posts Q4 loss of $(0.50) a share, beats estimates',
  'Fenwick Foods recalls 25,000 tons of frozen peas sold since August',
  'Fenwick Foods (NYSE: FEN) is buying Maven Snacks for $780 million in cash',
  'Galtrix rating cut to BB- from BBB+ by agency on weak sales',
  'Galtrix Corp. will build its 3rd chip plant in Ohio by 2027',
  'Galtrix to hire 4,500 workers for two new plants in September',
  'Harrow Holdings (NYSE: HRW) has completed its merger with Iverna plc',
  'Harrow Holdings names new chief executive after profit drops 40%',
  'Harrow sued by Iverna over patents worth £90 million',
  'Iverna plc first quarter profit rises to £45.6m from £39.1m',
  'Iverna plc third-quarter sales miss estimates as pound gains 2%',
  'Iverna: “We can deliver 10 ships a year” despite lower prices',
  'Jorvik Software wins “largest ever” order – shares jump 8%',
  'Jorvik Software is in talks to buy Lumen Cloud for ¥300 billion, sources say',
  'Jorvik Software’s cloud revenue up 31% in 1Q, margin at 24.5%',
  'Kestrel Airlines will add 12 jets and 300 pilots in May',
  'Kestrel Airlines strike enters day 5; 240 flights canceled on Monday',
  'Kestrel Airlines to raise ticket prices by 5% from January',
  'Lumara Mining sees 1Q output down 7%, keeps C$8.15 offer for Maven (LUM)',
  'Lumara Mining upgrades copper forecast to 310,000 tons for 2025',
  'Lumara Mining halts work at its biggest mine after 2 workers hurt',
  'Maven Retail’s December same-store sales fall 0.3%, below forecast',
  'Maven Retail to close 85 shops and open 20 in 2026',
  'Maven Retail & Sons agrees to be bought for $1.8 billion',
  'Nöring Stahl hebt Ausblick: Gewinn steigt 2025 um 5½ Prozent auf €80 Mio.',
  'Nöring Stahl to invest €450 million in green steel by June 2028',
  'Oil prices rise 2% as Ostmark producers agree to cut output in July',
  'Oil prices slip below $80 a barrel on weak demand from Asia',
  'Ostmark inflation slows to 2.4% in November from 2.9% in October',
  'Ostmark central bank raises key rate by 25 basis points to 3.75%',
  'Ostmark’s trade deficit widens to 4.1 billion euros in February',
  'Pellworm Insurance says second-quarter claims are up 14% after floods',
  'Pellworm Insurance will buy back 10 million shares at $42 each',
  'Quillon Telecom adds 1.1 million subscribers, beats forecast of 900,000',
  'Quillon Telecom can keep its 5G licences, court rules in appeal',
  '$QLN: Quillon Telecom to split its stock 4-for-1 in August',
  'Rosling Bank’s net income drops 8 pct to 2.2bn kronor in Q3',
  'Rosling Bank denies plan to cut 1,500 jobs in Baltic states',
  'Sableware’s IPO priced at $17 a share, above its range of $14 to $16',
  'Sableware stock soars 62% in debut; valued at $3.4B',
  'Tamsin Labs Inc. is granted 7 patents for its battery recycling method',
  'Tamsin Labs secures $142 mln to advance its recycling plant, led by three funds',
  'Umbra Shipping’s 9 tankers are stuck at port for a 6th day, says agent',
  'Umbra Shipping earnings preview: what 11 analysts expect for Q1',
  'Vantor Games delays its top title to March 2026, stock down 19%',
  'Vantor Games has sold 5 million copies of its racing title in 3 days',
  'Wexcombe Water fined £6.5 million for spills into 14 rivers',
  'Wexcombe Water will lift bills by 21% from April, regulator says ...',
  'Yarrow & Finch Capital Partners takes 5.1% stake in Quillon, urges sale of uni...',
  'Zelmark AG hebt Prognose für 2025 an – Aktie steigt um 6 %',
] as const;

const names = 'Arven Beltrano Calder Dunmore Estrava Fenwick Galtrix Harrow Iverna Jorvik Kestrel Lumara'.split(' ');
const trades = 'Motors Energy Foods Bancorp Software Mining Airlines Pharma Holdings Steel Telecom Insurance'.split(
  ' ',
);
const months = 'January February March April May June July August September October November December'.split(' ');
const quarters = ['first quarter', 'second-quarter', 'third quarter', 'fourth-quarter', 'Q1', 'Q2', '3Q', '4Q'];
const currencies = ['$', '€', '£', 'C$', '¥'];
const units = ['million', 'billion', 'mln', 'bn', 'M', 'B'];
const deeds = ['raises', 'cuts', 'lifts', 'trims'];
const turns = ['rises', 'falls', 'jumps', 'drops', 'climbs', 'slips'];
const judgements = ['beats', 'misses'];
const products = ['heat pumps', 'copper wire', 'cargo planes', 'frozen meals', 'payment chips', 'asthma inhalers'];
const places = ['Ostmark', 'Élandre', 'Nordhavn', 'Port Sabel', 'the U.S.', 'São Brito'];

const templates = [
  '{name} {trade} {deed} its {year} sales forecast to {money} on demand for {product}',
  '{name} {trade} {quarter} profit {turn} {percent} as {product} sell in {place}',
  '{name} {trade} ({exchange}: {ticker}) {quarter} revenue of {money} {judgement} estimates',
  '{name} {trade} will build a plant for {product} in {place} by {month} {year}',
  '{name} {trade} is in talks to buy {other} {trade} for {money}, sources say',
  '{name} {trade} shares {turn} {percent} after {other} deal in {place}',
  '{name}’s {product} unit has won an order worth {money} from {place}',
  '{name} {trade} to hire {number} workers for {product} in {month}',
  '{name} {trade} says {month} deliveries of {product} are up {percent}',
  '{place} regulator fines {name} {trade} {money} over {product} sold in {year}',
  'Analyst: {name} {trade} can {verb} {percent} more {product} in {place}',
  '{name} {trade} {quarter} EPS {cents} vs {cents} a year ago, sales {money}',
] as const;

const written500 = 500;

/** Five hundred different headlines and more: the written ones, and what a small grammar says with its seed. */
export const ownHeadlines: readonly string[] = [...new Set([...written, ...generated()])].slice(
  0,
  written500 + written.length,
);

function* generated(): Generator<string> {
  const chance = seededChance(5);
  const below = (limit: number) => Math.floor(chance.next() * limit);
  const one = (list: readonly string[]) => list[below(list.length)] ?? '';
  let currency = '';
  const ticker = () => Array.from({ length: 4 }, () => one('ABCDEFGHKLMNPRSTVXZ'.split(''))).join('');
  const fill: Readonly<Record<string, () => string>> = {
    name: () => one(names),
    other: () => one(['Maven', 'Nöring', 'Ostberg', 'Pellworm', 'Quillon']),
    trade: () => one(trades),
    deed: () => one(deeds),
    turn: () => one(turns),
    judgement: () => one(judgements),
    verb: () => one(['sell', 'make', 'ship']),
    product: () => one(products),
    place: () => one(places),
    month: () => one(months),
    quarter: () => one(quarters),
    year: () => String(2021 + below(8)),
    percent: () => `${1 + below(60)}${one(['', '.5', '.25'])}${one(['%', ' percent', ' pct'])}`,
    number: () => `${1 + below(90)},${100 + below(900)}`,
    money: () => `${currency}${1 + below(900)}${one(['', '.4'])}${one([' ', ''])}${one(units)}`,
    cents: () => `${currency}0.${10 + below(90)}`,
    exchange: () => one(['NYSE', 'NASDAQ', 'TSX']),
    ticker,
  };
  for (let count = 0; count < 2 * written500; count += 1) {
    // One for all amounts of a headline, as in life.
    currency = one(currencies);
    yield one(templates).replace(/\{(\w+)\}/g, (_, slot: string) => fill[slot]?.() ?? '');
  }
}
