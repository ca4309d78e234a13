import { foldHeadline } from './fold-headline.js';

/**
 * Publishers that are one voice: of one owner, or that pass on the same text; by the key that stores keep, with the name that is
 * shown. A story that two of a family carry was not confirmed by anybody else. Press releases come over any of the wires that are
 * paid to carry them: they are the company's own voice. Owners after the publishers' own imprints, 2026.
 */
const families: Readonly<Record<string, readonly [shown: string, names: string]>> = {
  'press release': [
    'press release',
    'businesswire, business wire, prnewswire, pr newswire, globenewswire, globe newswire, accesswire, access newswire, newsfile, newsfile corp, cision, ein presswire, marketwired, newswire',
  ],
  'dow jones': [
    'Dow Jones',
    "wsj, wall street journal, marketwatch, barron's, barrons, dow jones, dow jones newswires, investor's business daily, investors business daily, ibd, investors.com, financial news london, new york post, nypost, news corp",
  ],
  fox: ['Fox', 'fox business, foxbusiness, fox news, foxnews, fox'],
  reuters: ['Reuters', 'reuters, thomson reuters, reuters news'],
  bloomberg: [
    'Bloomberg',
    'bloomberg, bloomberg news, bloomberg law, bloomberglaw, bnn bloomberg, bnnbloomberg, businessweek',
  ],
  'nbc universal': ['NBCUniversal', 'cnbc, nbc, nbc news, nbcnews, msnbc, cnbc tv18, cnbctv18'],
  cnn: ['CNN', 'cnn, cnn business, cnnmoney'],
  yahoo: ['Yahoo', 'yahoo, yahoo finance, finance.yahoo, yahoo news, aol, techcrunch, engadget'],
  zacks: ['Zacks', 'zacks, zacks investment research, analyst blog'],
  'motley fool': ['Motley Fool', 'fool, motley fool'],
  'seeking alpha': ['Seeking Alpha', 'seekingalpha, seeking alpha'],
  'new york times': ['New York Times', 'nytimes, new york times, nyt, dealbook'],
  'business insider': [
    'Business Insider',
    'businessinsider, business insider, markets insider, markets.businessinsider, insider.com',
  ],
  'associated press': ['Associated Press', 'ap, ap news, apnews, associated press'],
  'financial times': ['Financial Times', 'ft, ft.com, financial times, nikkei, nikkei asia, nikkei asian review'],
  guardian: ['The Guardian', 'guardian, theguardian'],
  bbc: ['BBC News', 'bbc, bbc news, bbc business, bbc world'],
  'los angeles times': ['Los Angeles Times', 'latimes, la times, los angeles times'],
  'south china morning post': ['South China Morning Post', 'scmp, south china morning post'],
  'the fly': ['The Fly', 'thefly, the fly, fly on the wall, thefly on the wall, the fly on the wall'],
  gannett: ['Gannett', 'usatoday, usa today, gannett, usa today network, detroit free press, freep'],
  'times of india': [
    'Times of India',
    'timesofindia, times of india, economictimes, economic times, indiatimes, et now',
  ],
  'washington post': ['Washington Post', 'washingtonpost, washington post'],
  telegraph: ['The Telegraph', 'telegraph, daily telegraph'],
  'globe and mail': ['Globe and Mail', 'theglobeandmail, globe and mail'],
  thestreet: ['TheStreet', 'thestreet, the street'],
  afp: ['AFP', 'afp, agence france presse'],
};

const familyOf = new Map(
  Object.entries(families).flatMap(([family, [, names]]) => names.split(', ').map((name) => [squash(name), family])),
);

/** What sources write where they know no publisher. */
const nobody = new Set(['', 'na', 'unknown', 'none', 'null', 'undefined']);

/**
 * The family of the publisher of an article, by the name that its source gives, else by the host of its url; a publisher of no
 * family is one by itself. Null when neither says anything.
 */
export function publisherFamily(publisher: string | null, url: string | null): string | null {
  const named = publisher === null ? null : familyOfName(foldHeadline(publisher));
  if (named !== null) return named;
  const host = hostOf(url);
  return host === null ? null : familyOfName(host);
}

/** The name of a family as it is shown; null for a publisher that is one by itself. */
export function publisherFamilyName(family: string): string | null {
  return Object.hasOwn(families, family) ? (families[family]?.[0] ?? null) : null;
}

function familyOfName(name: string): string | null {
  const plain = name.replace(/^www\./, '').replace(edition, '');
  for (const site of sitesOf(plain)) {
    const family = familyOf.get(squash(site)) ?? familyOf.get(squash(withoutDomain(site)));
    if (family !== undefined) return family;
  }
  const own = squash(withoutDomain(plain));
  return nobody.has(own) ? null : own;
}

/** `edition.cnn.com`, `cnn.com`: a name, and the sites that a host is a part of. */
function sitesOf(name: string): readonly string[] {
  if (!host.test(name)) return [name];
  const labels = name.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}

const host = /^[a-z\d-]+(?:\.[a-z\d-]+){1,8}$/;
/** The edition of a country. */
const edition = /(?<=[^ ]{2}) (?:uk|u\.k\.|us|u\.s\.|usa)$/;

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}

function withoutDomain(name: string): string {
  return name.replace(/\.(?:com|org|net|co\.uk|io|news|com\.au|co\.in)$/, '');
}

function squash(name: string): string {
  return name.replace(/^the /, '').replace(/[^\p{L}\p{N}]+/gu, '');
}
