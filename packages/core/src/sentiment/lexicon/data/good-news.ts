import type { Family } from './family.js';
import { weights } from './weights.js';

/** Events and words that are good for who holds the shares. */
export const goodNews: readonly Family[] = [
  {
    name: 'record results',
    about: 'The best of its kind that there was.',
    weight: weights.event,
    phrases: `
      record profit|profits|sales|revenue|revenues|earnings|quarter|year|results|orders|deliveries|dividend
    `,
  },
  {
    name: 'ratings up',
    about: 'An analyst likes it better, or begins with liking it.',
    weight: weights.event,
    phrases: `
      upgrade|upgrades|upgraded|upgrading
      upgraded to|at|by|from
      rating|credit|ratings upgrade|upgrades|upgraded|raised
      adds to conviction|focus|buy|best list|buy|ideas
      top pick|picks
      new|first buy rating|call
      price target|pt|tp raised|lifted|hiked|upped|boosted|increased
      target raised|lifted|hiked|upped|boosted
      target|pt|tp price? raised|lifted|hiked|boosted|increased|upped to|by|at
      outlook raised|revised|changed|lifted to positive|stable
      ^ buy
      ^ accumulate
      outperform|outperforms|outperformer rating?
      overweight
    `,
  },
  {
    name: 'results that please',
    about: 'More than was expected, a record, a return to profit.',
    weight: weights.event,
    phrases: `
      smaller|narrower|lower|less than expected|forecast|feared loss|losses|decline|drop|fall|impact|charge
      biggest|highest|best profit|profits|gain|sales|quarter|orders
      first ever? net|full|annual|quarterly|yearly|half|operating|pretax? year? profit|profits
      profit|profits|sales|revenue|earnings|income|result|ebit more? than? doubled|doubles|tripled|triples|trebled|quadrupled
      best year|quarter|day|week|month|performance|results|gain since|in|ever|of
      positive profit warning|outlook|guidance|surprise
      swung|swing into the? black
      turnaround
      profit guidance|outlook|forecast raised|lifted|upgraded|hiked
    `,
  },
  {
    name: 'business won',
    about: 'Orders, contracts, approvals, and cases that end well.',
    weight: weights.event,
    phrases: `
      fda|eu|regulator|regulators|court|government|sebi|rbi|nhs|ema approves|approved|clears|cleared|backs|backed
      approved by the? fda|eu|regulators|regulator
      positive trial|data|results|topline|phase|opinion
      meet|meets|met|hits|achieves|achieved primary|main|key endpoint|endpoints|goal|goals
      panel|committee|adviser|advisers backs|back|recommends|endorses|votes
      recommends|recommended approval
      votes in favor|favour
      no|without charges|penalty|penalties|fine|fines|breach|wrongdoing|violation|violations|liability
      no further? action
      judge|court denies class
      breakthrough|fast track therapy? designation|status|approval
      contract|order|orders|agreement win|wins|worth|valued
      cleared of
      wins bid|auction
    `,
  },
  {
    name: 'money for holders',
    about: 'Dividends, buybacks, offers for the shares.',
    weight: weights.event,
    phrases: `
      special|extra|bonus|higher|increased|bigger|record|interim|maiden dividend|payout
      share buyback|repurchase program|programme|plan?
      takeover|buyout|bid|merger offer|approach|interest|bid|premium
      #% premium
      premium of #%
      activist takes|builds|buys stake|#%
      initiates|starts|resumes|reinstates|restores|introduces|declares|first first|ever|quarterly|cash|its|special|maiden ever|quarterly|cash|annual? dividend|dividends
      initiates|resumes|reinstates|restores|hikes dividend|buyback
      raises|sweetens|sweetened|raised its? bid|offer
      to be acquired|bought
      debt free
      emerges|emerged from bankruptcy
      stock split
    `,
  },
  {
    name: 'good words of the market',
    about: 'What people who trade say of a price that goes up.',
    weight: weights.link,
    phrases: `
      bull market|run|case
      break|breaks|breaking|broke|breakout out? above|higher|up
      breaking|breaks|broke|break out
      breakout
      golden cross
      higher highs|low|lows
      short squeeze|covering
      go|going|went|stay|staying|long on?
      long $
      $ long|longs
      adding|added|bought|buying|buy|accumulating|loading more? $
      buy the dip
      calls on $
      $ calls
      upper circuit
      bottomed out
      strong buy|support|close|finish|start|day|volume
      nice move|bounce|breakout|run|setup|day|pop|gain|gains|close
      looking|looks|look|acting|acts good|strong|great|bullish|ready|nice
      risk on
      to the moon
      outperform|outperforms the? market|sector|peers|s&p
      +#|+#%
      gains #|#%
      bargain hunting|buying
      value buying
      fresh|foreign buying|inflows
    `,
  },
  {
    name: 'beating by so much',
    about: 'Short for more than the estimates.',
    weight: weights.event,
    mark: 'measured',
    phrases: `
      beat|beats|tops by
      beat|beats|tops on|across
      earnings|profit|revenue|sales|eps|results|q1|q2|q3|q4 beat|beats|top|tops by?
    `,
  },
  {
    name: 'good words',
    about: 'Single words and short phrases that a holder likes to read.',
    weight: weights.word,
    phrases: `
      win|wins|won|winner|winners|winning
      bullish|bull|bulls|optimistic|optimism|upbeat|confident|hopeful
      boom|booms|booming
      success|successful|successfully
      profitable
      profitability improves|improved
      improvement|improvements
      improved|improves|improve considerably|significantly|quality|service|operations
      recovery|comeback|resurgence|revival|revive|revives
      upside
      outstanding|excellent|impressive|stellar|superb|remarkable|spectacular|fantastic|amazing|great
      cheer|cheers|cheered|applaud|applauds|welcomes|welcomed
      milestone
      breakthrough
      attractive|undervalued|cheap
      thrive|thrives|thriving|flourish|flourishes|prosper
      award|awards|awarded|honored|honoured|accolade
      boost|boosts|boosted
      buoyed|lifted|helped|supported|driven|fueled|fuelled|aided by
      on track|course
      ahead of schedule|plan|target
      cost savings|synergies
      saves|saving|savings of? #
      approves|approved dividend|buyback|plan
      expand|expands|expanding|expanded operations|business|production|presence|capacity|network|into|its|in
      strengthen|strengthens|strengthening its|our|the? market? position|presence|portfolio|offering|cooperation
      momentum
      rewards|rewarding
      soars
      eases|eased concerns|fears|worries|pressure
      beat|beats|exceeds|exceeded|tops
      lucrative
      hits|hit target|targets
      perform|performed|performs|performing well|strongly
      resilient|resilience
      wide margin
      clears|cleared hurdle
      partnership|partnerships|collaboration|alliance
      positive|upbeat on
      prefer|prefers
      pleased|delighted|satisfied|happy with|that|to?
      in the black|green
      oversubscribed
      creates|create|creating|hiring|hire|hires|hired # new? jobs|people|workers
      new jobs
      debut gains|jump|surge
      halts|ends|snaps losing|# day|three|two|four losing|fall|loss|losing? streak
      relief
      secures|secured|wins funding|financing
      promising
      gains|gainers
      bucks|bucking|defies|withstands|weathers
      sides|sided with
      not|wasnt|isnt|arent|werent as|so bad|badly|severe|severely|weak|steep|deep as?
      discover|discovers|discovered|strike|strikes|struck oil|gas|gold
      join|joins s&p #?
      nears|reaches|reached|hits break even
      recovers|recovered|rebounds|bounces|bounced from early|steep|heavy? losses|lows|slump
      green light|lights|lit
      breathe|breathes easier
      pays|paid off
      back to work|growth|business|normal
      back online
      reopens|reopened|restores|restored
      takes|took|grabs|gained|wins|won market? share
      overtake|overtakes|overtook|dethrones
      blow|blows|blew past
      double digit growth|rise|gain|gains|increase
      tailwind|tailwinds
      no evidence of? wrongdoing|fraud|manipulation|misconduct
      all clear
      supports|supported by
      loading|loads|loaded up
      wonderful|smart|smartest|undervaluation|bargain
      back in the? black
      breaks|broke|breaking even
      ahead of expectations|consensus|forecasts|estimates
      ease|eases|easing of
      resume|resumes|resumed dividend|production|operations|work|trading|sales|deliveries|flights|service|services|shipments|output|loading|drilling|mining|exports|manufacturing
      brings|brought back
      turning point|around
      coup|triumph|triumphs
      final permit
      permit|permits|licence|license granted|approved
      on the? rise|mend
      spared|unscathed|unharmed|exonerated|vindicated|acquitted
      cuts debt
      reduce|reduces|reducing emissions|waste
      faster
    `,
  },
];
