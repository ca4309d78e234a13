/**
 * A headline with one of these words more says something else. This is data: found words belong here whenever they can turn a
 * sentence.
 */
const turningWords = new Set(
  `
  not no non never none nor neither nothing nobody without cannot un anti pro ex
  deny denies denied denial refuse refuses refused reject rejects rejected fail fails failed failing failure unlikely
  false fake hoax rumor rumors rumored fact myth satire alleged allegedly reportedly suspected
  if whether unless until when while why how what who where which because since
  may might could would should possible possibly potential potentially proposed planned likely
  up down higher lower high low highs lows above below over under upper top bottom
  rise rises rising rose risen fall falls falling fell fallen raise raises raised raising lower lowers lowered lowering
  gain gains gained gaining gainers lose loses lost losing losers loss losses profit profits
  increase increases increased increasing decrease decreases decreased decreasing decline declines declined declining
  climb climbs climbed climbing drop drops dropped dropping jump jumps jumped jumping slump slumps slumped slumping
  surge surges surged surging plunge plunges plunged plunging soar soars soared soaring sink sinks sank sinking
  rally rallies rallied rallying tumble tumbles tumbled tumbling slip slips slipped slipping slide slides slid sliding
  dip dips dipped dipping rebound rebounds rebounded retreat retreats retreated advance advances advanced
  recover recovers recovered recovery grow grows grew growing growth shrink shrinks shrank shrinking
  cut cuts cutting hike hikes hiked hiking lift lifts lifted boost boosts boosted trim trims trimmed slash slashes slashed
  widen widens widened narrow narrows narrowed double doubles doubled triple triples tripled halve halves halved
  upgrade upgrades upgraded downgrade downgrades downgraded beat beats beaten beating miss misses missed missing
  exceed exceeds exceeded lag lags lagged outperform underperform overweight underweight
  more less fewer most least better worse best worst stronger weaker strong weak positive negative neutral flat
  bull bear bulls bears bullish bearish long short buy buys bought buyer sell sells sold seller hold holds
  start starts started stop stops stopped begin begins began end ends ended open opens opened close closes closed closing
  halt halts halted resume resumes resumed resumption suspend suspends suspended cancel cancels canceled
  delay delays delayed postpone postpones postponed accept accepts accepted approve approves approved block blocks blocked
  allow allows allowed ban bans banned win wins won join joins joined quit quits leave leaves left hire hires fire fires fired
  add adds added remove removes removed withdraw withdraws withdrew reverse reverses reversed
  aborts aborted aborting botches botched stalls stalled stalling barred bars lapses lapsed expires expired ends ended ending
  stopping quitting leaving denying refusing missing withdrawn withdrawing reversing reversal exit exits exited exiting
  blocking postponing postponement delaying cancelling cancellation closure dropout undo undoes undone overturn overturns
  overturned hardly barely rarely scarcely seldom wont dont doesnt didnt isnt arent wasnt cant
  against before after except instead despite off out by from into onto via within beyond
  versus vs than toward towards outside inside through among
  last next previous latest former acting interim deputy vice another again
  pre mid post early late earlier later morning midday noon afternoon evening overnight today yesterday tomorrow
  premarket aftermarket intraday north south east west northern southern eastern western
  all both part partial partly only almost nearly half
  special regular interim supplemental extraordinary preferred common convertible senior junior subordinated secured
  unsecured hospitality warrant warrants option options bond bonds note notes etf etfs cloud azure aws
  net gross operating adjusted core diluted pretax organic preliminary revised final minus pct bps cent cents point points
  `
    .trim()
    .split(/\s+/),
);

/** What undoes, refuses or holds up, in all its forms: `abandons`, `termination`, `rescinded`. No word that begins so is harmless. */
const turningStem =
  /^(?:abandon|avert|avoid|backtrack|cancel|confirm|contradict|debunk|defer(?:s|red|ring|ral)?$|delay|deni|derail|disapprov|discontinu|dismiss|disput|ditch|dodg|exempt|explor(?:e|es|ed|ing)$|fail|forgo|freez|froze|halt|imped|kill(?:s|ed|ing)?$|lapse|mull|nix|nullif|oppos|overrul|overturn|paus|postpon|prevent|prohibit|reconsider|refus|reject|repeal|rescind|retract|revers|revok|revoc|rul(?:e|es|ed|ing)$|scrap(?:s|ped|ping)?$|scupper|scuttl|shelv|shun(?:s|ned|ning)?$|spurn|stall|suspen[ds]|terminat|thwart|unwind|unwound|veto|void|weigh(?:s|ed|ing)?$|withdr[ae]w|withh[eo]ld)/;

/** Parts, funds and generations that follow each other. */
const romanNumber = /^(?:x{0,3}(?:ix|iv|v?i{0,3})|x{1,3})$/;

const numberWords = new Set(
  (
    'zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty dozen hundred thousand ' +
    'million billion trillion first second third fourth fifth sixth seventh eighth ninth tenth once twice'
  ).split(' '),
);

const periods = new Set(
  (
    'january february march april may june july august september october november december ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday ' +
    'quarter quarterly year yearly annual annually month monthly week weekly daily fiscal'
  ).split(' '),
);

const digit = /\p{N}/u;

/** `5m`, `q1`, `737max`, `two`, `second`. */
export function isNumber(word: string): boolean {
  return digit.test(word) || numberWords.has(word);
}

/** Whether a content word turns what a headline says: negations, doubts, directions, deeds and their opposites, ranks, times. */
export function isTurning(word: string): boolean {
  return turningWords.has(word) || turningStem.test(word);
}

/** `ii`, `iv`, `x`: a number in Roman digits. Beside them such a word may be another one: `I`, `Xi`. */
export function isRomanNumber(word: string): boolean {
  return word !== '' && romanNumber.test(word);
}

/** Whether a content word names a month, a day of the week or another period of which there are many. */
export function isPeriod(word: string): boolean {
  return periods.has(word);
}
