import type { Family } from './family.js';
import { weights } from './weights.js';

/** Events and words that are bad for who holds the shares. */
export const badNews: readonly Family[] = [
  {
    name: 'ratings down',
    about: 'An analyst likes it less, or begins with disliking it.',
    weight: -weights.event,
    phrases: `
      downgrade|downgrades|downgraded|downgrading
      downgraded to|at|by|from
      rating|credit|ratings downgrade|downgrades|downgraded|cut|lowered
      sell signal
      price target|pt|tp cut|lowered|slashed|trimmed|reduced
      target cut|lowered|slashed|trimmed|reduced
      target|pt|tp price? cut|lowered|slashed|trimmed|reduced to|by|at
      outlook cut|revised|changed|lowered to negative
      negative outlook|watch|guidance|surprise
      ^ sell
      ^ reduce
      ^ avoid
      ^ book profit|profits
      avoid this|the|it|these
      underperform|underperforms|underperformer rating?
      underweight
      loses a? bull
    `,
  },
  {
    name: 'results that disappoint',
    about: 'Less than was expected, a warning, a swing to a loss.',
    weight: -weights.event,
    phrases: `
      profit|earnings|sales|revenue warning|warnings
      issues|issued profit? warning
      bigger|wider|larger|deeper|higher than expected|forecast|feared loss|losses|deficit|decline|drop|fall|charge
      record|heavy|huge|massive|steep|big|surprise|unexpected|deep loss|losses|drop|fall|decline|slump
      worse|steeper net|quarterly|annual? loss|losses
      worst year|quarter|day|week|month|performance|results|drop|fall|loss|ever|since|in|of
      restates|restated|restatement
      remain|remains|stays below
      below the # level
      below last years level
      going concern
    `,
  },
  {
    name: 'bad words of the market',
    about: 'What people who trade say of a price that goes down.',
    weight: -weights.link,
    phrases: `
      bear market|case|trap|territory
      break|breaks|breaking|broke down|below|lower
      breakdown
      death cross
      lower lows|highs
      go|going|went|stay|staying|got short
      short|shorting|shorted|shorts $
      $ short|shorts|shorted
      selling|sold|sell|dumping|dumped|dump more|my|all? $
      sell the? rally|news|rip|off
      sell|sells|selling|sold off
      selloff|selloffs
      puts on $
      $ puts
      lower circuit
      dead cat bounce
      profit taking|booking
      looking|looks|look|acting|acts bad|weak|terrible|bearish|ugly|toppy|heavy
      risk off|aversion
      -#|-#%
      double top
      overbought|overvalued|overpriced|bubble
      stay away
      dilution|dilutive
      dilute|dilutes|diluted|diluting existing? shareholders|holders|investors|stakes
      short seller|sellers report?
      margin call|calls
      sheds #|#%
    `,
  },
  {
    name: 'missing by so much',
    about: 'Short for less than the estimates.',
    weight: -weights.event,
    mark: 'measured',
    phrases: `
      miss|misses|missed by
      miss|misses|missed on
      earnings|profit|revenue|sales|eps|results|q1|q2|q3|q4 miss|misses|missed by?
      earnings|profit|revenue|sales|results disappoint|disappoints
    `,
  },
  {
    name: 'bad words',
    about: 'Single words and short phrases that a holder does not like to read.',
    weight: -weights.word,
    phrases: `
      lawsuit|lawsuits|sue|sues|sued|suing|litigation|suit
      probe|probes|probed|investigation|investigations|investigates|investigated|investigating|inquiry
      fraud|fraudulent|scandal|bribery|corruption|cheating|laundering|antitrust|misconduct|embezzlement
      warn|warns|warned|warning|warnings|cautions|cautioned
      bearish|bear|bears|pessimistic|pessimism|gloom
      concern|concerns|worry|worries|worried|fear|fears|feared|jitters|jittery|woes|trouble|troubles|troubled|turmoil|uncertainty|anxiety|panic
      crisis|recession|slowdown|downturn|slump|collapse|collapses|collapsed|meltdown|bust
      struggle|struggles|struggled|struggling|suffer|suffers|suffered|suffering
      fail|fails|failed|failure|failures|flop|flops
      delay|delays|delayed|postpone|postpones|postponed|setback|setbacks|stall|stalls|stalled|disruption|disruptions|bottleneck|shortage|shortages
      hurt|hurts|hurting|dent|dents|dented|weigh|weighs|weighed on?
      hit by|hard
      hammered|battered|pummeled|rattled|slammed|punished|beaten down?
      threat|threatens|threatened|threatening|threats
      risk|risks|risky|vulnerable
      pressure|pressured|pressures|strain|squeeze|squeezed
      headwind|headwinds|drag
      disappoint|disappoints|disappointed|disappointing|disappointment
      unprofitable
      negative|negatively
      bad|worst|worse|terrible|ugly|awful|toxic|horrible
      weakness|fragile
      dispute|feud|row|clash|backlash|boycott|protest|protests|criticism|criticised|criticized|slams|blasts|accused|accuses|accusations|alleges|alleged|allegations
      ban|bans|banned|block|blocks|blocked|sanctions|sanction|tariff|tariffs|crackdown
      cancel|cancels|cancelled|canceled|cancellation
      quit|quits|resign|resigns|resigned|resignation|ousted|sacked|fired|fires|exits
      ceo|cfo|chief|chairman|executive exits|leaves|departs|out
      abrupt|sudden|surprise exit|departure|resignation
      trading halted|suspended pending
      dump|dumps|dumped|dumping entire|whole|its|his|her|big? stake|holding|shares
      suspend|suspends|suspended|suspension
      lack|lacks|lacking
      loser|losers|losing
      walk|walks|walked|walking out
      flunk|flunks|flunked
      hackers|thieves|stolen|theft|ransomware|blacklisted
      outage|outages|glitch|glitches|hack|hacked|breach|leak|spill|crash|accident|contamination
      plight|hardship|pain|painful|dismal|grim|blow|chaos|mess
      closure|closures|shutdown
      cut|cuts at|by|to
      downside
      slow|slows start|sales|demand
      stagnant|stagnation|stagnates|sputters
      violate|violates|violated|violation|violations|breaches|breached
      reject|rejects|rejected|rejection
      exodus|outflow|outflows
      restructuring
      in the red
      red ink
      let|lets|letting go
      steps|stepped|stepping down
      burns|burning|burned|burnt cash|through|#
      spook|spooks|spooked
      balk|balks|balked
      walk|walks|walking|walked away
      went|goes|going wrong
      wrongdoing|whistleblower|violations
      value trap
      time to sell|avoid
      shut|shuts out
      steep|deep|heavy discounts|cuts
      oversupply|glut|overcapacity
      burden|burdens|burdened
      caution|cautious
      shaky
      gives|gave up gains|early
      reels in
      unexpectedly|unexpected
      bites|bite
      spat|standoff
      poison
      contaminated|listeria|salmonella
      worthless|illegal|unlawful
      negative territory
      unrest|war|attack|attacks|terror
      bailout
      expensive
      hit|hits snag|roadblock
      shrug
      miss|misses|missed
      due to weak|lower|poor|decreased|reduced
      was|were|is|been? hurt
      decline|drop|fall in|of
      no sign|signs|hope of recovery|improvement|relief|rebound|growth
    `,
  },
];
