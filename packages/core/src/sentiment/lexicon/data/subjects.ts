import type { Family } from './family.js';

/** What goes up or down, and what is done to it: results, forecasts, orders, places of work. */
export const subjects: readonly Family[] = [
  {
    name: 'good when more',
    about: 'Results, prices and other things of which a holder of shares wants more.',
    weight: 0,
    things: ['gain'],
    phrases: `
      net|operating|pretax|gross|quarterly|annual|core|underlying|adjusted? profit|profits|earnings|income
      pre tax profit|profits|income
      net|comparable|retail|same|like? store? for? like? sales
      profit|profits before|after|for the? taxes|tax|period
      earnings per share
      profit|profits|profitability|earnings|ebit|ebitda|ebita|eps|pat|pbt|ffo
      operating|net result|results
      result for|before the? taxes|tax|period
      results
      sales|revenue|revenues|turnover|takings|income|topline|bottomline
      order|orders backlog|book|intake|inflow|inflows|stock
      orders|backlog|bookings|reservations|billings|contracts|revpar|occupancy
      margin|margins|spread
      gross|operating|profit|net|ebitda|ebit|interest margin|margins
      net? interest income
      cash flow|flows
      demand|deliveries|shipments|volumes|volume|output|production|exports|traffic|footfall|throughput
      load factor
      passenger|subscriber|customer|user numbers|traffic|growth|additions|base
      passengers|subscribers|users|customers
      market share
      equities|adr|adrs
      share|stock|oil|gold|crude|copper|metal|commodity|house|home|housing|nickel|zinc|cotton|gas price|prices
      price|prices|futures
      price target|targets
      target price|prices
      sensex|nifty|dow|nasdaq|ftse|dax|nikkei|index|indices|indexes|benchmark|markets|market
      s&p #?
      wall street
      rupee|dollar|euro|sterling|pound|yen|yuan
      gold|silver|copper|crude|oil|nickel|zinc|aluminium|aluminum|lead futures|wheat|corn|soybean|sugar
      natural gas
      palm oil
      gold|silver|copper|crude|oil|nickel|zinc|aluminium|cardamom|guar|mentha|soybean|rubber|bitcoin|ether|ethereum
      rally|recovery|rebound|boom|gains
      bonds|gdp|economy|investment|investments|inflows|confidence|sentiment|morale|optimism
      growth|performance|productivity|efficiency|competitiveness|position|liquidity|visibility|momentum
      credit rating|ratings
      payrolls|employment
      value|valuation|net? asset value|nav|aum|assets|deposits|premiums|loan|loans growth|book?
      lending|activity|capacity|capitalisation|capitalization
      market cap
    `,
  },
  {
    name: 'shares',
    about: 'What the market makes of the news.',
    weight: 0,
    things: ['shares', 'gain'],
    phrases: `
      shares|share|stock|stocks|scrip
      share|stock price|prices
    `,
  },
  {
    name: 'what is promised',
    about: 'Forecasts, dividends and ratings: cutting one is an event.',
    weight: 0,
    things: ['outlook', 'gain'],
    phrases: `
      full|fiscal? year? profit|sales|earnings|revenue|growth|margin? guidance|outlook|forecast|forecasts|target|targets|view|projection|projections|goal
      guidance|outlook|forecast|forecasts|projections|prognosis|targets
      dividend|dividends|payout|payouts|distribution
      price target|targets
      target price|prices
      pt|tp
      rating|ratings
      buyback|buybacks
      share buyback|buybacks|repurchase
    `,
  },
  {
    name: 'people who work there',
    about: 'Jobs: who cuts them is in trouble.',
    weight: 0,
    things: ['staff', 'gain'],
    phrases: `
      jobs|job|headcount|workforce|staff|workers|employees|positions|roles|personnel
      # posts
    `,
  },
  {
    name: 'business',
    about: 'What is won and lost: orders, contracts, approvals.',
    weight: 0,
    things: ['business'],
    phrases: `
      order|contract|contracts|deal|deals|mandate|tender|project|projects|approval|approvals|nod|clearance|licence|license
      business|bid|auction|appeal|ruling|dispute|patent|patents|award|permit|permits|authorisation|authorization
      go ahead
      stress test|tests
      breakthrough status|designation
      designation|customer|client|ipo|merger|takeover|acquisition|mou|funding|financing|offtake
    `,
  },
  {
    name: 'agreements',
    about: 'What is signed.',
    weight: 0,
    things: ['pact'],
    phrases: `
      agreement|agreements|contract|contracts|deal|deals|pact|pacts|mou|partnership|memorandum|offtake
      letter of intent
      joint venture
    `,
  },
  {
    name: 'places of work',
    about: 'What is closed when business is bad.',
    weight: 0,
    things: ['site'],
    phrases: `
      plant|plants|factory|factories|stores|mill|mills|branches|offices|unit|units|operations|mine|mines|production|facility|facilities
      business|businesses|arm|division|site|sites|branch|store|shop|shops|warehouse|warehouses|depot|depots
      outlets|restaurants|smelter|refinery|deliveries|flights|shipments|output|sales|launch|exports
    `,
  },
  {
    name: 'profit',
    about: 'What a company returns to.',
    weight: 0,
    things: ['profit', 'gain'],
    phrases: `
      net|operating|pretax|gross|quarterly|annual|core|underlying|adjusted|maiden|first? profit|profits
      pre tax profit|profits
      profitability|black|surplus|earnings|growth
      the black
    `,
  },
  {
    name: 'new shares',
    about: 'Shares that a company sells: who holds some already has less of it.',
    weight: 0,
    things: ['new shares'],
    phrases: `
      share|stock|equity|rights sale|offering|placing|placement|issue
      sell|sells|sold|selling|issue|issues|offer|offers|price|prices new? shares|stock
    `,
  },
  {
    name: 'what was expected',
    about: 'The measure by which results are said to be good or bad.',
    weight: 0,
    things: ['expectation'],
    phrases: `
      analyst|analysts|street|consensus|market|earnings|profit|revenue|sales|investor estimate|estimates|expectation|expectations|forecast|forecasts|view|views
      estimate|estimates|expectations|consensus|expected|forecasts|views|forecast|expectation|predicted|anticipated|estimated|thought
      than feared|hoped|expected|forecast|estimated|predicted|anticipated
      feared|hoped|wanted|promised|penciled|pencilled|guided
      analysts|economists
      the|wall street
    `,
  },
  {
    name: 'comparisons',
    about: 'What puts an amount beside that of an earlier time.',
    weight: 0,
    mark: 'comparison',
    phrases: `
      from
      compared|compares to|with
      as? against
      versus
      vs
    `,
  },
];
