import { describe, expect, it } from 'vitest';
import { opinionOf } from '../../../src/sentiment/lexicon/opinion.js';
import { lexiconPhrases } from '../../../src/sentiment/lexicon/phrases.js';

type Reading = 'good' | 'bad' | 'neither' | 'not bad' | 'not good';

/** What each kind of news is read as: plain headlines in several wordings, so that it is the kind that is known and not the line. */
const kinds: Record<string, Partial<Record<Reading, readonly string[]>>> = {
  'an inquiry that begins': {
    bad: [
      'EU opens probe into Acme’s cloud contracts',
      'Aviation regulator opens probe into Volare crash',
      'Irish data watchdog opens inquiry into Vellum’s use of customer files',
      'Copenhagen prosecutors launch investigation into Pallas Bank',
      'UK watchdog launches review of Tollgate’s fees',
      'Prosecutors open criminal case over Acme bribes',
      'SEC expands investigation into Acme’s bookkeeping',
    ],
    neither: [
      'Acme opens plant in Ohio',
      'Acme launches strategic review',
      'Acme begins trial of delivery robots',
      'Acme puts new boss in place',
      'Acme adds 20 stores to its network',
    ],
  },
  'an inquiry that ends': {
    good: [
      'EU closes probe into Acme without charges',
      'Watchdog drops inquiry into Tollgate’s fees',
      'Prosecutors drop bribery case against Acme',
      'Acme says tax probe closed with no penalty',
      'SEC ends Acme investigation, recommends no action',
      'Investigation into Acme dropped',
    ],
    bad: ['Acme loses landmark antitrust case', 'Acme loses appeal in patent suit'],
  },
  'a case that ends with money': {
    bad: [
      'Acme to pay $2.9 billion to resolve opioid suits',
      'Aquila Airways to pay $60 million to settle refund claims',
      'Quillon Motors agrees to pay $200 million to resolve emissions charges',
      'Acme pays $500 million to settle tax dispute',
      'Vellum Software pays $18 million fine over data leak',
      'Acme ordered to pay $310 million in patent case',
      'Orrin told to pay $90 million in patent dispute',
      'Acme must pay former staff $12 million, court rules',
    ],
    'not good': [
      'Acme settles for $60 million with shareholders',
      'Tri-County Grill settles wage suit for $9 million',
      'Acme reaches $150 million settlement with drivers',
    ],
    neither: [
      'Acme to pay $3 billion for Bolt',
      'Acme pays $500 million for Bolt unit',
      'Acme pays quarterly dividend',
    ],
  },
  'more or less than expected': {
    good: [
      'Inflation cools more than expected in May',
      'Core inflation eases to 2.3% in August',
      'Consumer prices rise less than expected',
      'Energy costs fall more than forecast at Ostrava',
      'Jobless claims fall more than expected',
      'Freight costs cool as port jams clear',
      'Home sales rise more than forecast',
      'Profit falls less than feared at Ostrava',
      'Profit rises more than 20% at Ostrava',
    ],
    bad: [
      'Inflation rises more than expected in March',
      'Wholesale prices jump more than forecast',
      'Inflation heats up again',
      'Sales cool more than expected',
      'Profit rises less than expected at Ostrava',
      'Unemployment rises more than forecast',
      'Ostrava sales fell more than 10%',
      'Acme falls more than 5% despite beating estimates',
    ],
  },
  'what was before': {
    'not bad': [
      'Acme factory back to normal after cyberattack',
      'Airline resumes flights after strike',
      'Acme’s network fully restored after hack',
      'Linden Grid restores power after storm',
      'Nordvik reopens terminal after strike',
      'Acme rises more than 5% after missing estimates',
    ],
    good: ['Acme rises after upgrade', 'Acme rebounds after selloff', 'Acme upgraded to buy after selloff'],
    bad: [
      'Acme slumps after profit warning',
      'Acme falls after guidance cut',
      'Acme says losses to continue after fire',
    ],
    neither: ['Acme shares flat after hours', 'Acme moves office after lease ends'],
  },
  'more of what is bad': {
    bad: [
      'Insider selling accelerates at Acme',
      'Fund outflows accelerate at Acme',
      'Losses mount at Acme’s solar arm',
      'Losses accelerate at Acme',
      'Customer withdrawals accelerate at Pallas Bank',
      'Cash burn accelerates at Acme',
      'Cinder Plus cancellations jump',
    ],
    good: ['Outflows slow at Acme’s funds', 'Cash burn slows at Acme', 'Acme cancellations fall for a third month'],
  },
  'a loss of another size': {
    good: [
      'Acme posts narrower loss than expected',
      'Volare posts narrower quarterly loss than expected',
      'Acme reports smaller loss than feared',
      'Uber posts narrower loss',
    ],
    bad: [
      'Acme posts wider loss than expected',
      'Acme reports bigger quarterly loss than forecast',
      'Acme books deeper loss than analysts had expected',
      'Acme posts worse loss than feared',
    ],
  },
  'a forecast for a year': {
    good: [
      'Acme raises 2023 revenue forecast',
      'Hauri lifts 2026 sales and profit outlook',
      'Acme ups 2025 EBITDA guidance',
    ],
    bad: ['Acme cuts 2025 earnings forecast', 'Hauri lowers 2026 profit view', 'Acme trims fiscal 2024 revenue view'],
    neither: ['Acme raises $40 million in fresh funding', 'Acme to raise cash in bond sale', 'Acme sells 2000 shares'],
  },
  'a first profit': {
    good: [
      'Acme posts first full-year profit',
      'Cinder Plus posts first annual profit',
      'Acme logs first yearly profit',
    ],
  },
  'a warning': {
    bad: [
      'Chip supplier warns of order cuts',
      'Acme warns of higher costs',
      'Hauri warns of slower orders',
      'Acme warns of delays and layoffs',
      'Acme cautions on holiday sales',
    ],
  },
  'a theft of data or money': {
    bad: [
      'Hackers steal $70 million from Acme exchange',
      'Thieves stole records of Acme customers',
      'Zippa says hackers accessed customer accounts',
      'Acme says customer data stolen',
    ],
  },
  'new shares': {
    bad: [
      'Acme dilutes shareholders with stock offering',
      'Acme sells shares at a discount to raise cash',
      'Penrith Cells prices share sale at 15% discount',
      'Acme launches rights issue at steep discount',
      'Acme launches discounted share sale',
    ],
    neither: ['Acme diluted EPS of $1.20', 'Acme plans $300 million share sale'],
  },
  'coverage that begins': {
    good: [
      'Jefferies initiates Acme at buy',
      'Evercore starts Acme at outperform',
      'Mizuho launches Acme at buy, sees $90',
    ],
    bad: ['Barclays initiates Acme at sell', 'Bernstein starts Acme at underperform'],
    neither: ['Citi initiates Acme at neutral', 'Stifel initiates Penrith Cells at hold'],
  },
  'a strike': {
    bad: [
      'Acme workers walk out over pay',
      'Pilots at Acme vote to strike',
      'Aquila cabin crew go on strike',
      'Machinists reject Acme contract, begin strike',
    ],
    good: ['Acme workers end strike', 'Acme averts strike with new pay deal'],
  },
  'a sanction': {
    bad: [
      'Acme added to US entity list',
      'Washington adds Orrin to trade blacklist',
      'US imposes new sanctions on Nordvik',
    ],
    good: ['US removes Acme from entity list', 'US lifts sanctions on Acme', 'Acme to be removed from US blacklist'],
  },
  'a business that is closed': {
    bad: ['Acme shuts home-loan business', 'Cinder Plus shuts gaming unit', 'Acme winds down lending arm'],
    neither: [
      'Acme closes acquisition of Bolt unit',
      'Acme closes $4 billion sale of unit',
      'Acme shut for business day',
    ],
  },
  'a stress test': {
    good: [
      'Pallas Bank passes stress test',
      'Big banks pass annual stress tests',
      'Bank Acme sails through stress test',
    ],
    bad: ['Acme fails stress test', 'Acme flunks ECB stress test'],
  },
  'cash that runs out': {
    bad: ['Acme trading halted as lender runs out of cash', 'Trading in Acme halted as it runs out of cash'],
  },
  'what a rival does': {
    bad: ['Cinder Plus sinks as rival raises prices and gains users', 'Corvane tumbles as rival drug wins approval'],
    good: ['Kestrel rises as rival Dairyfold recalls cheese', 'Acme gains as competitor delays launch'],
  },
};

describe.each(Object.entries(kinds))('%s', (_, readings) => {
  const cases = Object.entries(readings).flatMap(([reading, headlines]) =>
    headlines.map((headline) => [reading as Reading, headline] as const),
  );

  it.each(cases)('is %s: %s', (reading, headline) => {
    const score = opinionOf(headline, lexiconPhrases())?.score ?? 0;
    const { from, to } = ranges[reading];
    expect(score).toBeGreaterThanOrEqual(from);
    expect(score).toBeLessThanOrEqual(to);
  });
});

/** Which scores are called so: a label begins at a third, see `docs/sentiment.md`. */
const ranges: Record<Reading, { readonly from: number; readonly to: number }> = {
  good: { from: 0.33, to: 1 },
  bad: { from: -1, to: -0.33 },
  neither: { from: -0.32, to: 0.32 },
  'not bad': { from: -0.32, to: 1 },
  'not good': { from: -1, to: 0.32 },
};
