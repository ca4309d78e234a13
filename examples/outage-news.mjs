// The invented stories of examples/outages, and how the two providers would send them.

/** [minutes after the first run, tickers, headline, publisher, description or null]; those before it are the night's. */
const stories = [
  [-310, 'AAPL', 'Apple supplier books first order for folding displays', 'reuters.com', null],
  [
    -214,
    'MSFT',
    'Microsoft adds a fourth data center in southern Norway',
    'dpa.com',
    'It is to run on hydropower alone.',
  ],
  [-96, 'NVDA', 'Nvidia partner doubles its line for liquid cooling', 'digitimes.com', 'Work begins in August.'],
  [-41, 'AAPL MSFT', 'Two phone makers join pact on charging standards', 'reuters.com', 'It takes effect in 2028.'],
  [-12, 'NVDA', 'Analyst starts Nvidia with a buy rating and target of $240', 'benzinga.com', null],
  [2, 'MSFT', 'Microsoft wins cloud tender of the Danish health service', 'ritzau.dk', 'The term is seven years.'],
  [7, 'AAPL', 'Apple store in Lyon closes for a year of rebuilding', 'afp.com', null],
  [11, 'NVDA', 'Chip maker opens training school near Dresden', 'dpa.com', 'Eighty apprentices start in autumn.'],
  [
    16,
    'AAPL NVDA',
    'Export office clears two accelerator models for sale',
    'cnbc.com',
    'A third one is still under review.',
  ],
  [22, 'MSFT', 'Microsoft and rail operator test booking by voice', 'reuters.com', null],
  [27, 'AAPL', 'Court sets hearing on app store fees for October', 'law360.com', 'Both sides had asked for more time.'],
  [33, 'NVDA', 'Nvidia to lease two more floors in Taipei', 'digitimes.com', null],
  [38, 'MSFT', 'Office software outage in Iberia is mended, operator says', 'lusa.pt', 'It lasted for fifty minutes.'],
  [43, 'AAPL', 'Watch band maker recalls eleven thousand pieces', 'apnews.com', 'No one was hurt.'],
];

const minute = 60_000;
/** From publication until a provider lists a story. */
const listedAfterMs = 35_000;

/** The stories of a day whose first run begins at an instant. */
export function newsOf(firstRunAt) {
  return stories.map(([minutes, names, headline, publisher, description], index) => ({
    number: index + 1,
    at: firstRunAt + minutes * minute + ((index * 7) % 60) * 1000,
    tickers: names.split(' '),
    headline,
    publisher,
    description,
  }));
}

/** What Tiingo lists for symbols at an instant: newest first. */
export function tiingoItems(news, symbols, now) {
  const wanted = (story) => story.tickers.some((ticker) => symbols.includes(ticker.toLowerCase()));
  return listed(news, now)
    .filter(wanted)
    .map(({ number, at, tickers, headline, publisher, description }) => ({
      id: 71_400_100 + number,
      publishedDate: new Date(at).toISOString().replace('.000Z', 'Z'),
      title: headline,
      url: `https://www.${publisher}/${new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')}/${number}`,
      description,
      source: publisher,
      tags: ['Stock', 'Technology'],
      crawlDate: new Date(at + listedAfterMs).toISOString().replace('Z', '417Z'),
      tickers: tickers.map((ticker) => ticker.toLowerCase()),
    }));
}

/** What Finnhub lists for a symbol at an instant: newest first, days named in UTC. */
export function finnhubItems(news, symbol, { from, to }, now) {
  const day = (at) => new Date(at).toISOString().slice(0, 10);
  return listed(news, now)
    .filter(({ at, tickers }) => tickers.includes(symbol) && day(at) >= from && day(at) <= to)
    .map(({ number, at, headline, publisher, description }) => ({
      category: 'company',
      datetime: at / 1000,
      headline,
      id: 138_770_200 + number,
      image: '',
      related: symbol,
      source: publisher,
      summary: description ?? '',
      url: `https://finnhub.io/api/news?id=${number.toString(16).padStart(64, '0')}`,
    }));
}

function listed(news, now) {
  return news.filter(({ at }) => at + listedAfterMs <= now).sort((left, right) => right.at - left.at);
}
