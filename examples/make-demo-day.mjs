// Writes the recordings of examples/demo-day: three invented runs of an invented morning, in the shape of real replies.
// Run 1: the primary answers. Run 2: it hangs, and the secondary serves. Run 3: the primary is back.
// All headlines are made up. Same script, same bytes: node examples/make-demo-day.mjs
import { writeFileSync } from 'node:fs';

const tickers = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'BRK.B'];
const at = (time) => new Date(`2026-06-04T${time}Z`);
const iso = (date) => date.toISOString();

// [published (UTC), tickers, headline, publisher, description or null]
const morning = [
  [
    '08:02:11',
    'AAPL',
    'Apple supplier raises full-year outlook on server demand',
    'reuters.com',
    'A maker of circuit boards for data centers now sees sales growth of 14 percent this year.',
  ],
  ['08:05:40', 'MSFT', 'Microsoft signs ten-year power deal for Nordic data centers', 'bloomberg.com', null],
  [
    '08:11:03',
    'NVDA',
    'Nvidia partner delays rack shipments by six weeks',
    'digitimes.com',
    'Connectors are short, people familiar with the matter said.',
  ],
  [
    '08:14:27',
    'AMZN',
    'Amazon to open second fulfilment hub near Leipzig',
    'dpa.com',
    'The site is to employ 1,800 people from autumn 2027.',
  ],
  [
    '08:20:00',
    'BRK.B',
    'Berkshire unit buys regional rail yard for $310 million',
    'businesswire.com',
    'The deal is expected to close in the third quarter.',
  ],
  ['08:26:52', 'AAPL', 'Court lets app store fee ruling stand', 'law360.com', 'The panel declined to rehear the case.'],
  [
    '08:31:15',
    'MSFT NVDA',
    'Chip makers slip as export rules are tightened',
    'cnbc.com',
    'Shares fell between 1 and 3 percent before the bell.',
  ],
  [
    '08:33:48',
    'AMZN',
    'Amazon trims delivery fees for small sellers in Europe',
    'reuters.com',
    'The change takes effect on 1 July.',
  ],
  ['08:40:10', 'AAPL MSFT', 'Two more states join suit over cloud licensing terms', 'reuters.com', null],
  [
    '08:44:29',
    'NVDA',
    'Analyst lifts Nvidia target to $265, keeps buy rating',
    'benzinga.com',
    'The bank points to orders that reach into 2028.',
  ],
  ['08:49:00', 'BRK.B', 'Berkshire Hathaway discloses 5.1% stake in paint maker', 'sec.gov', null],
  [
    '08:52:37',
    'MSFT',
    'Microsoft fixes flaw that exposed calendar data',
    'zdnet.com',
    'Fewer than 400 customers were affected, the company said.',
  ],
  [
    '08:57:58',
    'AAPL',
    'Survey finds phone owners keep devices four months longer',
    'idc.com',
    'The average age at replacement rose to 43 months.',
  ],
  [
    '09:01:12',
    'AMZN',
    'Union vote at Amazon warehouse is set for 19 June',
    'apnews.com',
    'About 2,300 workers may take part.',
  ],
  ['09:06:45', 'NVDA', 'Nvidia to fund professorships at twelve universities', 'nvidia.com', null],
  [
    '09:10:20',
    'AAPL',
    'Apple updates developer terms ahead of conference',
    'theverge.com',
    'The document grew by nine pages.',
  ],
  ['09:15:33', 'MSFT', 'Microsoft veteran to lead games division', 'ign.com', 'She joined the company in 2004.'],
  [
    '09:19:07',
    'AMZN MSFT',
    'Cloud prices fell 3% in May, index shows',
    'reuters.com',
    'It was the fourth decline in a row.',
  ],
  [
    '09:24:41',
    'BRK.B',
    'Insurer estimates spring storm losses at $2.4 billion',
    'insurancejournal.com',
    'Hail in Texas made up half of it.',
  ],
  [
    '09:30:00',
    'NVDA',
    'Taiwan foundry reports record May sales',
    'nikkei.com',
    'Revenue rose 22 percent from a year earlier.',
  ],
  ['09:36:18', 'AAPL', 'Display maker plans plant for foldable screens', 'etnews.com', null],
  [
    '09:41:55',
    'AMZN',
    'Amazon says drone deliveries top one million',
    'aboutamazon.com',
    'Most of them were in Arizona and Texas.',
  ],
  [
    '09:48:22',
    'MSFT',
    'Regulator clears Microsoft purchase of mapping start-up',
    'ft.com',
    'No conditions were attached.',
  ],
  [
    '09:55:09',
    'NVDA',
    'Memory prices rise for third month as servers absorb supply',
    'trendforce.com',
    'Contract prices gained 8 to 11 percent.',
  ],
  [
    '10:02:36',
    'AAPL NVDA',
    'Fund manager sells technology shares for first time in a year',
    'barrons.com',
    'Cash now makes up 12 percent of the fund.',
  ],
  ['10:15:00', 'BRK.B', 'Utility unit seeks approval for higher grid fees', 'oregonlive.com', null],
  [
    '10:28:14',
    'AMZN',
    'Grocery chain extends delivery pact with Amazon',
    'supermarketnews.com',
    'The new term runs to 2031.',
  ],
  [
    '10:40:47',
    'MSFT',
    'Schools in Denmark to stay with Office after review',
    'version2.dk',
    'The review took fourteen months.',
  ],
  [
    '10:55:30',
    'AAPL',
    'Battery recycler names Apple as first customer',
    'greencarcongress.com',
    'Deliveries begin next year.',
  ],
  [
    '11:12:05',
    'NVDA',
    'Carmaker picks Nvidia computer for 2029 models',
    'autonews.com',
    'Financial terms were not disclosed.',
  ],
  ['11:35:51', 'AMZN', 'Amazon prices bond sale at 62 basis points over Treasuries', 'ifre.com', null],
  [
    '12:05:26',
    'MSFT AAPL',
    'Index provider to cap weight of largest five companies',
    'spglobal.com',
    'The rule applies from the September review.',
  ],
  [
    '12:48:13',
    'BRK.B',
    'Berkshire annual meeting drew 31,000 visitors, city says',
    'omaha.com',
    'Hotels in the city were sold out.',
  ],
];
// Indices of `morning` that the wires sent again under a new id.
const again = [0, 4, 4, 6, 9, 17, 19, 24];

// What the secondary has at 09:40: [index of `morning`, how it writes the headline] or a story of its own.
const secondary = {
  AAPL: [
    [0, 'Apple supplier raises full-year outlook on server demand'],
    [15, 'Apple updates developer terms ahead of conference'],
    ['13:31:02', 'Apple pay service down for some users in Canada', 'Bloomberg', 'The company is looking into it.'],
    ['13:33:40', 'Apple opens higher as analysts weigh conference hopes', 'Yahoo', ' '],
    ['13:36:21', 'Retailer to stop selling older Apple watches', 'CNBC', 'Stocks are to be cleared by August.'],
    [31, 'Index provider to cap weight of largest five companies'],
  ],
  MSFT: [
    [6, 'UPDATE 1-Chip makers slip as export rules are tightened'],
    [22, 'REGULATOR CLEARS MICROSOFT PURCHASE OF MAPPING START-UP'],
    ['13:30:44', 'Microsoft outage hits airport check-in for twenty minutes', 'Reuters', 'Flights left on time.'],
    ['13:34:59', 'Software shares open mixed', 'Benzinga', 'Two of five rose.'],
    [31, 'Index provider to cap weight of largest five companies'],
  ],
  NVDA: [
    [6, 'Chip makers slip as export rules are tightened'],
    [9, 'Analyst lifts Nvidia target to $265, keeps buy rating'],
    [23, 'Memory prices rise for third month as servers absorb supply'],
    ['13:32:15', 'Nvidia halts sale of one card in two countries', 'Reuters', 'The new rules take effect on Friday.'],
    [
      '13:35:37',
      'Chip equipment makers ask for longer transition',
      'SeekingAlpha',
      'They have until 30 June to comment.',
    ],
    [
      '13:37:10',
      'Options traders brace for wider swings in chip shares',
      'MarketWatch',
      'Implied volatility rose to 41.',
    ],
  ],
  AMZN: [
    [7, 'Amazon trims delivery fees for small sellers in Europe'],
    [17, 'Cloud prices fell 3% in May, index shows'],
    ['13:30:09', 'Amazon faces inquiry over price display in Italy', 'Reuters', 'The company has 60 days to answer.'],
    [
      '13:38:26',
      'Parcel carrier warns of slower deliveries on holiday',
      'CNBC',
      'Juneteenth falls on a Friday this year.',
    ],
    ['13:36:21', 'Retailer to stop selling older Apple watches', 'CNBC', 'Stocks are to be cleared by August.'],
  ],
  'BRK.B': [
    [10, 'Berkshire Hathaway discloses 5.1% stake in paint maker'],
    ['13:31:48', 'Paint maker jumps 9% after Berkshire filing', 'Yahoo', 'It was the largest gain since 2020.'],
    ['13:39:05', 'Rail union and Berkshire unit agree on rest days', 'APNews', 'Members vote until 20 June.'],
    [10, 'Berkshire Hathaway Discloses 5.1% Stake in Paint Maker'],
    ['13:39:05', 'Rail union and Berkshire unit agree on rest days', 'APNews', 'Members vote until 20 June.'],
  ],
};
const late = [
  [
    '13:41:10',
    'MSFT',
    'Microsoft says outage was caused by expired certificate',
    'zdnet.com',
    'The certificate was renewed at 13:20 UTC.',
  ],
  ['13:42:55', 'AMZN NVDA', 'Amazon to rent out its own chips through rival clouds', 'theinformation.com', null],
];

let nextId = 71_204_310;
const slug = (headline) =>
  headline
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const dash = (ticker) => ticker.replace('.', '-');

function tiingoItem([time, names, headline, publisher, description], crawledSeconds = 95) {
  const published = at(time);
  const id = nextId++;
  return {
    id,
    publishedDate: iso(published).replace('.000Z', 'Z'),
    title: headline,
    url: `https://www.${publisher}/2026/06/04/${slug(headline)}?id=${id}`,
    description,
    source: publisher,
    tags: ['Stock', 'Technology'],
    crawlDate: iso(new Date(published.getTime() + crawledSeconds * 1000)).replace('Z', '417Z'),
    tickers: names.split(' ').map((name) => dash(name).toLowerCase()),
  };
}

let nextFinnhubId = 138_550_100;
const finnhubIds = new Map();
function finnhubItem(symbol, [first, headline, publisher, summary]) {
  const [time, , , domain, description] =
    typeof first === 'number' ? morning[first] : [first, '', '', publisher, summary];
  const known = finnhubIds.get(headline) ?? nextFinnhubId++;
  finnhubIds.set(headline, known);
  return {
    category: 'company',
    datetime: at(time).getTime() / 1000 + (typeof first === 'number' ? 35 : 0),
    headline: headline.replace(/&/g, '&amp;'),
    id: known,
    image: '',
    related: symbol,
    source: typeof first === 'number' ? domain : publisher,
    summary: description ?? '',
    url: `https://finnhub.io/api/news?id=${known.toString(16).padStart(64, '0')}`,
  };
}

function entry(source, url, startedAt, time, body) {
  const text = body === null ? '' : JSON.stringify(body);
  const size = Buffer.byteLength(text);
  const query = [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
  const isAnswered = body !== null;
  return {
    _source: source,
    startedDateTime: iso(startedAt),
    time,
    request: {
      method: 'GET',
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [{ name: 'accept', value: 'application/json' }],
      queryString: query,
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: isAnswered ? 200 : 0,
      statusText: isAnswered ? 'OK' : '',
      httpVersion: isAnswered ? 'HTTP/1.1' : '',
      cookies: [],
      headers: isAnswered ? [{ name: 'content-type', value: 'application/json' }] : [],
      content: { size, mimeType: isAnswered ? 'application/json' : '', text },
      redirectURL: '',
      headersSize: -1,
      bodySize: isAnswered ? size : -1,
      ...(isAnswered ? {} : { _error: 'TIMEOUT' }),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

const tiingoUrl = (offset) =>
  `https://api.tiingo.com/tiingo/news?tickers=${tickers.map((name) => dash(name).toLowerCase()).join(',')}&limit=100&offset=${offset}&sortBy=crawlDate`;
const finnhubUrl = (symbol) => `https://finnhub.io/api/v1/company-news?symbol=${symbol}&from=2026-06-03&to=2026-06-04`;
const newestFirst = (items) => items.sort((left, right) => right.crawlDate.localeCompare(left.crawlDate));

function write(name, startedAt, entries) {
  const meta = { version: 1, mode: 'failover', sources: ['tiingo', 'finnhub'], tickers, startedAt: iso(startedAt) };
  const head = `{"log":{"version":"1.2","creator":{"name":"ingest","version":"0"},"_ingest":${JSON.stringify(meta)},"entries":[`;
  writeFileSync(
    new URL(`demo-day/${name}`, import.meta.url),
    `${head}\n${entries.map((one) => JSON.stringify(one)).join(',\n')}\n]}}\n`,
  );
}

const first = newestFirst([
  ...morning.map((story) => tiingoItem(story)),
  ...again.map((index, order) => tiingoItem(morning[index], 900 + order * 60)),
]);
write('0935.har', at('13:35:00'), [
  entry('tiingo', tiingoUrl(0), at('13:35:00.040'), 412, first),
  entry('tiingo', tiingoUrl(41), at('13:35:00.460'), 188, []),
]);

const hang = entry('tiingo', tiingoUrl(0), at('13:40:00.035'), 10_000, null);
let clock = at('13:40:10.050').getTime();
const served = tickers.map((symbol) => {
  const exchange = entry(
    'finnhub',
    finnhubUrl(symbol),
    new Date(clock),
    140,
    secondary[symbol].map((item) => finnhubItem(symbol, item)).sort((left, right) => right.datetime - left.datetime),
  );
  clock += 150;
  return exchange;
});
write('0940.har', at('13:40:00'), [hang, ...served]);

const third = newestFirst([...late.map((story) => tiingoItem(story)), ...first.slice(0, 3)]);
write('0945.har', at('13:45:00'), [
  entry('tiingo', tiingoUrl(0), at('13:45:00.038'), 395, third),
  entry('tiingo', tiingoUrl(5), at('13:45:00.440'), 171, []),
]);
