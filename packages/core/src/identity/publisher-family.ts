import { foldHeadline } from './fold-headline.js';

/**
 * Publishers that are one voice: of one owner, or that pass on the same text. A story that two of a family carry was not
 * confirmed by anybody else. Press releases come over any of the wires that are paid to carry them: they are the company's
 * own voice. Owners after the publishers' own imprints, 2026.
 */
const families: Readonly<Record<string, string>> = {
  'press release':
    'businesswire, business wire, prnewswire, pr newswire, globenewswire, globe newswire, accesswire, access newswire, newsfile, newsfile corp, cision, ein presswire, marketwired, newswire',
  'dow jones':
    "wsj, wall street journal, marketwatch, barron's, barrons, dow jones, dow jones newswires, investor's business daily, investors business daily, ibd, financial news london",
  reuters: 'reuters, thomson reuters',
  bloomberg: 'bloomberg, bloomberg news, bloomberg law, bnn bloomberg, businessweek',
  'nbc universal': 'cnbc, nbc, nbc news, msnbc, cnbc tv18',
  cnn: 'cnn, cnn business, cnnmoney',
  yahoo: 'yahoo, yahoo finance, finance.yahoo, yahoo news, techcrunch, engadget',
  zacks: 'zacks, zacks investment research, analyst blog',
  'motley fool': 'fool, motley fool',
  'seeking alpha': 'seekingalpha, seeking alpha',
  'new york times': 'nytimes, new york times, nyt, dealbook',
  'news corp': 'new york post, nypost',
  'business insider': 'businessinsider, business insider, markets insider, markets.businessinsider',
  'associated press': 'ap, ap news, apnews, associated press',
};

const familyOf = new Map(
  Object.entries(families).flatMap(([family, names]) => names.split(', ').map((name) => [squash(name), family])),
);

/**
 * The family of the publisher of an article, by the name that its source gives, else by the host of its url; a publisher of no
 * family is one by itself. Null when neither says anything.
 */
export function publisherFamily(publisher: string | null, url: string | null): string | null {
  const name = publisher === null ? hostOf(url) : foldHeadline(publisher);
  if (name === null) return null;
  const site = squash(withoutDomain(name));
  return familyOf.get(site) ?? (site === '' ? null : site);
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}

function withoutDomain(name: string): string {
  return name.replace(/^www\./, '').replace(/\.(?:com|org|net|co\.uk|io|news)$/, '');
}

function squash(name: string): string {
  return name.replace(/^the /, '').replace(/[^\p{L}\p{N}]+/gu, '');
}
