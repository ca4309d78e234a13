import { foldHeadline } from './fold-headline.js';

/**
 * Names that feeds put behind a headline (` - Reuters`). Only publishers that are hardly ever the subject of a headline
 * themselves: where the last words say whom the news is about, they must stay (` - Nasdaq` is therefore not here).
 */
const publisherNames = `
  Reuters, Thomson Reuters, Bloomberg, Bloomberg News, Bloomberg Law, BNN Bloomberg, CNBC, CNBC TV18, CNN, CNN Business, CNNMoney,
  AP, AP News, Associated Press, AFP, UPI, WSJ, Wall Street Journal, Dow Jones Newswires, Financial Times, Barron's, MarketWatch,
  Yahoo Finance, Yahoo News, Business Insider, Benzinga, Seeking Alpha, Motley Fool, Zacks, Zacks Investment Research, Investing.com,
  InvestorPlace, TheStreet, Nasdaq.com, Kiplinger, Investopedia, Investor's Business Daily, Simply Wall St, GuruFocus, TipRanks,
  BBC, BBC News, Guardian, Telegraph, New York Times, NYT, Washington Post, USA Today, Los Angeles Times, LA Times, Chicago Tribune,
  New York Post, Fox Business, Fox News, ABC News, CBS News, NBC News, NPR, Politico, Axios, Economist, Forbes, Fortune,
  Business Wire, PR Newswire, GlobeNewswire, Accesswire, Newsfile, TechCrunch, The Verge, Engadget, CNET, ZDNet, Ars Technica,
  VentureBeat, CoinDesk, Cointelegraph, Nikkei Asia, South China Morning Post, SCMP, Economic Times, Times of India, Livemint,
  Business Standard, Moneycontrol, NDTV, Globe and Mail, Financial Post, Sydney Morning Herald, Analyst Blog
`;

const publishers = new Set(publisherNames.split(',').map((name) => squash(name.trim().toLowerCase())));

/** Whether a folded text is the whole name (or the site) of a known publisher, or of the source that delivered the headline. */
export function isPublisher(folded: string, source: string | undefined): boolean {
  const name = squash(folded);
  if (publishers.has(name)) return true;
  const site = squash(withoutDomain(folded));
  if (publishers.has(site)) return true;
  return source !== undefined && site !== '' && site === squash(withoutDomain(foldHeadline(source)));
}

function withoutDomain(name: string): string {
  return name.replace(/\.(?:com|org|net|co\.uk)$/, '');
}

function squash(name: string): string {
  return name.replace(/^the /, '').replace(/[^\p{L}\p{N}]+/gu, '');
}
