import type { Family } from './family.js';

/** What looks like evidence and is none: names, figures of speech, terms of the trade. */
export const nothing: readonly Family[] = [
  {
    name: 'names',
    about: 'Companies, papers and products whose names are words of these lists.',
    weight: 0,
    phrases: `
      best buy co|stores|shares|stock|reports|inc?
      ^ target reports|says|stores|names|to|plans|announces|launches|ceo|corp
      target corp|corporation|stores
      gap inc|stores|brand
      beats by|headphones|studio|solo|electronics|music
      crown castle|holdings|resorts|prince|estate|jewel
      rally software|fitness|health
      big lots|short
      dollar general|tree|store|stores|shave
      first solar|republic|horizon|quantum|data
      success factors|successfactors
      advance auto parts?
      progressive insurance|corp
      sprint corp
      lucky strike|brand
      great eastern|western|wall|portland
      good year|morning
      general growth properties
      growth fund|etf|portfolio|capital
      gain capital
      lead plaintiff
      power grid
      rising sun|star
      victory capital|park
      strong buy list
      winning brands
      fortune brands|#
      super micro|bowl|retail|market
      top ramen|golf|gun|build
      loss adjuster|adjusters|prevention
      stop loss|losses
      weight loss
      hair loss
      crash test|tests
      war room
      wall street journal
      lost in
      down under
      bad bank
      bear stearns
      bull run
      trade war
      short form|term|list|film|video|run|sale|position|positions|duration
      mid|long term
      cut off|out|short
      gold fields|coast|medal
      silver spring|lake
      beat the market
      risk management|free|factors|based|averse
      market risk|intelligence
      better capital|place|homes|world|collective
      rose garden|acre
      dahlman rose
      gains tax
      capital gain|gains
      tax cut|cuts
    `,
  },
  {
    name: 'figures of speech',
    about: 'Small words of direction that name none.',
    weight: 0,
    phrases: `
      set|sets|setting|set up
      start|starts|startup up|ups
      wind|winds|winding|wound up|down
      make|makes|made up
      follow up
      sign|signs|signed up
      team|teams|teamed|teaming up
      open|opens|opened up
      line|lines|lined up
      back|backs up
      pair|pairs|link|links|hook up
      scale|scales|ramp|ramps|ramped|gear|gears|step|steps|stepped|beef|beefs up
      snap|snaps|snapped|buy|buys|gobbles|scoops up
      mix|mixed up
      up to|for|and|against
      whats up
      end up
      roll|rolls|rolled up
      break|breaks|broken|breaking up
      come|comes|came up with
      free|frees up
      give|gives|gave up
      speed|speeds up
      up close
      mock up
      round|rounds up
      roundup|setup|startup|startups|backup|lineup
      shut|shuts|lock|locked|sit|sits|boil|boils|break|track|tracks down
      down to earth|the
      down payment|payments
      top|tops # stocks|picks|things|reasons|companies|list
      top executive|executives|official|lawyer|analyst|management|stocks|picks|news|gainers|losers|story|stories|line|tier|court|of
      bottom line|fishing
      under review|way|the|a
      below the
      short term
      high tech|yield|court|speed|school|end|street|profile|level|frequency
      low cost|carbon|emission|income|rate|sulphur|budget
      in line
      as expected
      sick leave
      fall shot|season|collection|semester|launch|event|meeting|conference
      loss of life
      let up
      bid to
      years|decade of losses
      from a? record|all|# year|time? high|highs|peak|low|lows
      raise|raises|raised|raising up? to? #
      raise|raises|raised|raising fresh|new|more|enough? cash|money|funds|capital|equity|funding
      more shares
      close|closes|closed|closing acquisition|deal|sale|purchase|offering|merger|transaction|of|at|on
      close|closes|closed|closing # acquisition|deal|sale|purchase|offering|merger|round
      business day|days|year|hours|school|case|model|plan|trip|travel|park|travellers|travelers
      after hours|tax|taxes|all|market|bell|close
      after the bell|close
      liquid|air|centre|center cooling
      cooling system|systems|technology|equipment|tower|towers|products|unit|units
      winning numbers|ticket|tickets
      best deals|gifts|apps|movies
      midday|market|premarket|day|top|biggest|stock|stocks|sector gainers|losers|movers
      top upgrades|downgrades|analyst
      upgrades|downgrades and? downgrades|upgrades
      set|sets|setting fire
      jobs report|data
      rate|rates|tax cut|cuts|hike|hikes
      lending|interest|deposit|policy|repo rate|rates
      financial|debt|global|banking crisis
      rate cut|hike expectations|hopes|bets
      price concessions
      strike price
      running|run|runs low
      long climb|time|run|way|awaited
      share sale|offering
      trading in? shares|stock? halted|suspended
      opec cut|cuts|raise|raises output|production
      keep up
      buying|buys|buy up land
      flat|unchanged|steady
      not only|just
      no doubt
      point of
      more than # people|stores|countries|years
      more than|about #
      less than #
      under # minutes|years|agreement
      above|below # mark|level|levels
      growth stock|stocks|strategy|company|companies|investing|investor
      cost of living
      earnings release|report|date|season|estimate|calendar|conference
      share capital|options|issue|subscription|option|ownership|swap|register
      stock exchange|options|option|split|market|news|code
      market analysis|research|leader|leaders|report|size|study|open|close|wrap|live|update|watch
      sales manager|office|network|director|team|force|representative|agreement|process
      production plant|facility|line|site|facilities
      order to
      in order to
      system|network|software|security|server|engine|equipment|infrastructure|technology upgrade|upgrades|upgraded
      upgraded version|model|engine|network|system
      growth of #
      value added
      win win
      recall that
    `,
  },
];
