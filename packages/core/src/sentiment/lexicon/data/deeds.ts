import type { Family } from './family.js';
import { weights } from './weights.js';

/** What somebody does to a forecast, a contract, a case: whether it is good depends on what it is done to. */
export const deedWords: readonly Family[] = [
  {
    name: 'raising',
    about: 'What a company or an analyst does to a forecast, a dividend or a price.',
    weight: 0,
    deed: 'raise',
    phrases: `
      raise|raises|raised|raising
      lift|lifts|lifted|lifting
      hike|hikes|hiked|hiking
      boost|boosts|boosted|boosting
      bolster|bolsters|bolstered
      fuel|fuels|fueled|fuelled
      buoy|buoys|buoyed
      ups|upped
      bumps|bumped|nudges|nudged up
      steps|stepped up
      restore|restores|restored|reinstate|reinstates|reinstated|resume|resumes|resumed
      enhance|enhances|enhanced|enhancing
      upgrades|upgraded
      drives|drive|drove
      sees|seeing|expects|forecasts higher|strong|stronger|better|improved|improving
    `,
  },
  {
    name: 'cutting',
    about: 'What a company or an analyst does to a forecast, a dividend, jobs or costs.',
    weight: 0,
    deed: 'cut',
    phrases: `
      cut|cuts|cutting
      cut|cuts|lowered|reduced|trimmed by|to|at
      pares|pared|lowers|brings|brought|pays|paid|scales|scaled down|back
      slash|slashes|slashed|slashing
      trim|trims|trimmed|trimming
      lower|lowers|lowered|lowering
      reduce|reduces|reduced|reducing|reduction
      axe|axes|axed|axing
      scrap|scraps|scrapped|scrapping
      suspend|suspends|suspended|suspending
      withdraw|withdraws|withdrew|withdrawn|withdrawing
      omits|omitted|skips|skipped|slices|sliced|halves|halved
      pulls|pulled|shelves|shelved|abandons|abandoned|scales|scaled back?
      downgrades|downgraded
      sheds|shed|shedding
      eliminate|eliminates|eliminated|eliminating
      sees|seeing|expects|forecasts lower|weak|weaker
      warns of|on lower|weak|weaker
    `,
  },
  {
    name: 'beating',
    about: 'More than somebody had expected.',
    weight: 0,
    deed: 'beat',
    phrases: `
      beat|beats|beating
      top|tops|topped|topping
      exceed|exceeds|exceeded|exceeding
      surpass|surpasses|surpassed|surpassing
      smash|smashes|smashed
      crush|crushes|crushed
      blow|blows|blew|sail|sails|cruise|cruises past
      trumps|trumped|outstrips|outstripped|outpaces|outpaced|defies
      better|stronger|bigger|faster|larger|sooner|earlier than
      blows|blew past
    `,
  },
  {
    name: 'missing',
    about: 'Less than somebody had expected.',
    weight: 0,
    deed: 'miss',
    phrases: `
      miss|misses|missed|missing
      far|well|just short of
      falls|fell|fall|falling|come|comes|came|coming short|shy of?
      trails|trailed|lags|lagged|undershoots|undershot
      worse|weaker|slower|softer|later|deeper|wider|steeper than
      not as|so good|strong|strongly|rosy|high|fast|quickly|much as
    `,
  },
  {
    name: 'being over',
    about: 'More than a measure: good of profits, bad of costs.',
    weight: 0,
    deed: 'over',
    phrases: `
      above
      higher|more than
      comfortably|well|far above
      come|comes|came|coming in? above|over|ahead
      hotter|stickier than
      rise|rises|rose|climb|climbs|climbed|jump|jumps|jumped|surge|surges|surged|grow|grows|grew|gain|gains|gained|increase|increases|increased by? more|faster than
      fall|falls|fell|drop|drops|dropped|decline|declines|declined|shrink|shrinks|shrank|slow|slows|slowed|ease|eases|eased|cool|cools|cooled|down by? less than
    `,
  },
  {
    name: 'being under',
    about: 'Less than a measure: bad of profits, good of costs.',
    weight: 0,
    deed: 'under',
    phrases: `
      below|under
      lower|less than
      come|comes|came|coming in? below|under
      well|far below
      cooler than
      rise|rises|rose|climb|climbs|climbed|grow|grows|grew|gain|gains|gained|increase|increases|increased|up by? less|slower than
      fall|falls|fell|drop|drops|dropped|decline|declines|declined|shrink|shrinks|shrank|slow|slows|slowed|ease|eases|eased|cool|cools|cooled by? more|faster than
    `,
  },
  {
    name: 'sparing',
    about: 'Less bad than somebody had expected.',
    weight: 0,
    deed: 'spare',
    phrases: `
      milder|smaller|narrower|shallower|gentler|fewer|lighter than
      less than feared
      milder|shallower
      smaller bite|hit|impact
      short of the drop|fall|decline|loss
      less bad|severe|damaging|steep than
      not as|so bad|badly|severe|severely|weak|steep|deep as
    `,
  },
  {
    name: 'harming',
    about: 'What a bad influence does to profit, demand or shares.',
    weight: 0,
    deed: 'harm',
    phrases: `
      hit|hits|hitting
      hurt|hurts|hurting
      dent|dents|dented
      weigh|weighs|weighed|weighing on?
      squeeze|squeezes|squeezed|squeezing
      eat|eats|ate|eating up|into
      bite|bites|bit into?
      erode|erodes|eroded|eroding
      drag|drags on?
      crimp|crimps|crimped
      curb|curbs|curbed
      pressure|pressures|pressured
      dampen|dampens|dampened
      threaten|threatens|threatened|threatening
      erase|erases|erased|wipe|wipes|wiped out?
      wreck|wrecks|wrecked
      clouds|clouded
    `,
  },
  {
    name: 'winning',
    about: 'Getting what others wanted too.',
    weight: 0,
    deed: 'win',
    phrases: `
      pass|passes|passed|ace|aces|aced|sail|sails|sailed through?
      win|wins|won|winning|bag|bags|bagged|secure|secures|secured|land|lands|landed|clinch|clinches|clinched
      receive|receives|received|get|gets|got|awarded|scoops|nets|obtains|obtained|granted|grants|snags|approves|approved|clears
    `,
  },
  {
    name: 'signing',
    about: 'Agreeing with somebody.',
    weight: 0,
    deed: 'sign',
    phrases: `
      sign|signs|signed|signing|ink|inks|inked|seal|seals|sealed|strike|strikes|struck|enter|enters|entered
      wins|awarded|extends|extended|renews|renewed|concluded|concludes|forms|formed
    `,
  },
  {
    name: 'reporting',
    about: 'What a company does with a result.',
    weight: 0,
    deed: 'report',
    phrases: `
      post|posts|posted|posting|report|reports|reported|book|books|booked|record|records|recorded|make|makes|made
      suffer|suffers|suffered|incur|incurs|incurred|show|shows|showed|see|sees|expects|logs|logged|flags|forecasts
    `,
  },
  {
    name: 'warning',
    about: 'Telling beforehand that it will be bad.',
    weight: -weights.word,
    deed: 'warn',
    phrases: `
      warn|warns|warned|warning|cautions|cautioned|flags|flagged
    `,
  },
  {
    name: 'calling off',
    about: 'Undoing what was agreed.',
    weight: 0,
    deed: 'cancel',
    phrases: `
      cancel|cancels|cancelled|canceled|terminate|terminates|terminated|lose|loses|lost|call|calls|called off
      delay|delays|delayed|postpone|postpones|postponed|scraps|scrapped|abandons|abandoned|halts|halted|rejects|rejected|block|blocks|blocked
      drop|drops|dropped|denied|suspends|suspended
      walks|walked away
    `,
  },
  {
    name: 'closing',
    about: 'Ending work for good or for a while.',
    weight: 0,
    deed: 'close',
    phrases: `
      close|closes|closing|shut|shuts|shutting|shutter|shutters|shuttering|idles|idling|halt|halts|halted|suspend|suspends|suspended
      shut|shuts|shutting|closes|close|closing down
      stop|stops|stopped|mothball|mothballs
      wind|winds|winding|wound down
    `,
  },
  {
    name: 'turning',
    about: 'Coming from a profit to a loss, or the other way.',
    weight: 0,
    deed: 'turn',
    phrases: `
      swing|swings|swung|turn|turns|turned|return|returns|returned|move|moves|moved|back|goes|went|tips to|into
      fall|falls|fell|sink|sinks|sank|plunge|plunges|plunged|dip|dips|dipped|slump|slumps|slumped|slip|slips|slipped|slide|slides|slid to|into
      turn|turns|turned a|first|its|around
    `,
  },
  {
    name: 'selling cheaply',
    about: 'Selling below the price of the market.',
    weight: 0,
    deed: 'discount',
    phrases: `
      at|with a? steep|deep|hefty|big|#%? discount
      below the? market
    `,
  },
];
