import type { Family } from './family.js';
import { weights } from './weights.js';

/** Words that say which way something goes. What they count depends on what it is; a weight is what they count without it. */
export const directions: readonly Family[] = [
  {
    name: 'upward moves',
    about: 'Verbs of the market for going up: they say enough when nothing is named that goes up.',
    weight: weights.word,
    deed: 'up',
    phrases: `
      rise|rises|rose|risen
      climb|climbs|climbed|climbing
      jump|jumps|jumped|jumping
      surge|surges|surged|surging
      soar|soars|soared|soaring
      rally|rallies|rallied|rallying
      spike|spikes|spiked|spiking
      skyrocket|skyrockets|skyrocketed|skyrocketing
      rocket|rockets|rocketed|rocketing
      zoom|zooms|zoomed|zooming
      leap|leaps|leapt|leaped|leaping
      gains|gained
      rebound|rebounds|rebounded|rebounding
      recovers|recovered|recovering
      advances|advanced
      edge|edges|edged|inch|inches|inched|tick|ticks|ticked|creep|creeps|moves|moved|goes|head|heads|trends|trending up|higher
      picks|picked|picking up
      moves|moved|nudges|trading|trades|traded|ends|ended|closes|closed|settles|settled|opens|opened|finishes|finished|starts up|higher
      up by? about|nearly|almost|over|around|sharply|slightly|strongly|some? #|#%
      #|#% up|higher
      higher by #|#%
      up sharply|strongly|slightly|big
      bounce|bounces|bounced back?
      regain|regains|regained|reclaim|reclaims|reclaimed
      pops|popped
      shoots|shot up
      rise|rises|rose|climb|climbs|climbed|jump|jumps|jumped|surge|surges|surged|gain|gains|gained more than about? #|#%?
      doubles|doubled|triples|tripled|trebles|trebled|quadruples|quadrupled
      strengthens|strengthened|strengthening
      brighten|brightens|brightened
      firms|firmed up?
      perks up
      outperforms|outperformed|outperforming
      accelerates|accelerated|accelerating
      grows|grew
    `,
  },
  {
    name: 'downward moves',
    about: 'Verbs of the market for going down.',
    weight: -weights.word,
    deed: 'down',
    phrases: `
      fall|falls|fell|fallen
      drop|drops|dropped|dropping
      slump|slumps|slumped|slumping
      plunge|plunges|plunged|plunging
      plummet|plummets|plummeted|plummeting
      tumble|tumbles|tumbled|tumbling
      sink|sinks|sank|sunk|sinking
      slide|slides|slid|sliding
      slip|slips|slipped|slipping
      dip|dips|dipped|dipping
      dive|dives|dived|dove|diving
      nosedive|nosedives|nosedived
      crash|crashes|crashed|crashing
      crater|craters|cratered|cratering
      tank|tanks|tanked|tanking
      slides|slid back
      skid|skids|skidded
      retreat|retreats|retreated|retreating
      decline|declines|declined|declining
      dwindles|dwindled|dwindling
      shrinks|shrank|shrunk
      contracts|contracted by|in|for|to|#%
      weakens|weakened|weakening
      dims|dimmed|darken|darkens|darkened
      softens|softened|softening
      eases|eased
      sheds|shedding
      loses|lost
      deteriorates|deteriorated|deteriorating
      worsens|worsened|worsening
      sags|sagged
      stumbles|stumbled|stumbling
      falters|faltered|faltering
      underperforms|underperformed|underperforming
      lags|lagged|lagging
      slows|slowed|slowing
      decelerates|decelerated|decelerating
      halves|halved
      fall|falls|fell|drop|drops|dropped|decline|declines|declined|slows|slowed|eases|eased more than about? #|#%?
      fall|falls|fell|sink|sinks|sank|plunge|plunges|plunged|dip|dips|dipped|slump|slumps|slumped|slip|slips|slipped|slide|slides|slid to|into
      edge|edges|edged|inch|inches|inched|tick|ticks|ticked|creep|creeps|moves|moved|goes|head|heads|lead|leads|trends|trending down|lower
      trading|trades|traded|ends|ended|closes|closed|settles|settled|opens|opened|finishes|finished|starts down|lower
      down by? about|nearly|almost|over|around|sharply|slightly|some? #|#%
      #|#% down|lower
      lower by #|#%
      down sharply|slightly|big
      cools|cooled off?
      drags|dragged down?
      fizzle|fizzles|fizzled|fades|faded|evaporates|evaporated|peters out?
      cracks
      nosedives
      hits|hit a? lower circuit
      turns|turned|goes negative
    `,
  },
  {
    name: 'plain upward words',
    about: 'Words for more of something: they say nothing until it is known what of.',
    weight: 0,
    deed: 'up',
    phrases: `
      increase|increases|increased
      grow|grows|grew|increase|increases|increased more than
      grow|growing
      gain|gaining
      advance|recover|strengthen|accelerate|improve|double|triple|expand
      up
      went|gone|going|moving up
      heat|heats|heated|heating up
      improves|improved
      expands|expanded
      uptick|upturn|upswing
    `,
  },
  {
    name: 'plain downward words',
    about: 'Words for less of something: they say nothing until it is known what of.',
    weight: 0,
    deed: 'down',
    phrases: `
      decrease|decreases|decreased|decreasing
      shrink|shrinks|shrank|cool|cools|cooled more than
      down
      went|gone|going|came|come down
      cool|cools|cooled
      diminish|diminishes|diminished
      lose|losing
      shrink|weaken|soften|worsen|deteriorate|slow|ease|lag|contract
      shrinking|contracting|easing
      downturn|downtick|downswing
      slack
      disappoint|disappoints|disappointed
    `,
  },
  {
    name: 'rising things',
    about: 'Words before a thing that say it is more or better than it was.',
    weight: 0,
    deed: 'rising',
    phrases: `
      higher|rising|increasing|growing|improved|improving|expanding|surging|soaring|climbing|accelerating
      bigger|larger|greater|more|fatter
      record|solid|healthy|sturdy|hefty|stellar|blockbuster|bumper
    `,
  },
  {
    name: 'strong things',
    about: 'Words of praise that carry something by themselves.',
    weight: weights.word,
    deed: 'rising',
    phrases: `
      strong|stronger|strongest
      robust|upbeat|buoyant|brisk|bright|brighter|rosy|rosier
      better
      favourable|favorable
    `,
  },
  {
    name: 'falling things',
    about: 'Words before a thing that say it is less or worse than it was.',
    weight: 0,
    deed: 'falling',
    phrases: `
      lower|falling|declining|decreasing|shrinking|slowing|dwindling|reduced|slower|smaller|less|fewer|cooling
      low|thin|thinner
    `,
  },
  {
    name: 'weak things',
    about: 'Words of blame that carry something by themselves.',
    weight: -weights.word,
    deed: 'falling',
    phrases: `
      weak|weaker|weakest|weakness
      soft|softer
      sluggish|tepid|lacklustre|lackluster|dismal|dire|anaemic|anemic|bleak|downbeat|gloomy|subdued|muted|poor|poorer|feeble|patchy
      disappointing
      worse|dim|dimmer|grim|grimmer
      unfavourable|unfavorable
    `,
  },
  {
    name: 'narrowing',
    about: 'What is good to hear of a loss and bad to hear of a margin.',
    weight: 0,
    deed: 'narrowing',
    phrases: `
      narrow|narrows|narrowed|narrowing|narrower|slimmer|shallower
      pares|pared
    `,
  },
  {
    name: 'widening',
    about: 'What is bad to hear of a loss and good to hear of a margin.',
    weight: 0,
    deed: 'widening',
    phrases: `
      widen|widens|widened|widening|wider
      deepen|deepens|deepened|deepening|deeper
      balloon|balloons|ballooned|ballooning
      mount|mounts|mounted|mounting
      swells|swelled
      piles|piled up
    `,
  },
  {
    name: 'highs',
    about: 'The highest for some time: good of shares, bad of unemployment.',
    weight: weights.event,
    deed: 'up',
    mark: 'extreme',
    phrases: `
      new|fresh|lifetime|year|month|week|multi|# year|month|week? high|highs|peak
      record|time high|highs|level|levels|close
      all time best|high|highs
      highest since|in|level|ever|close
    `,
  },
  {
    name: 'lows',
    about: 'The lowest for some time.',
    weight: -weights.event,
    deed: 'down',
    mark: 'extreme',
    phrases: `
      record|fresh|new|lifetime|year|month|week|multi|# year|month|week? low|lows
      all? time low|lows
      lowest since|in|level|ever|close
    `,
  },
];
