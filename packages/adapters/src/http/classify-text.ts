import type { ErrorCode, LimitWindow } from '@ingest/core';

/** What the words of a refusal mean. */
export interface Verdict {
  /** `BAD_REQUEST` is only told by a source that knows its own words: no phrase of all sources says it. */
  readonly code: Extract<ErrorCode, 'RATE_LIMITED' | 'AUTH_FAILED' | 'FORBIDDEN' | 'BAD_REQUEST'>;
  /** Which window of a limit the words name. */
  readonly limitWindow: LimitWindow | null;
}

/** Phrases of limits. First in the order: such texts also talk of keys and plans ("… your API key … rate limit …"). */
const limitPhrases = [
  /run over your .{0,40}(?:allocation|symbol look ?ups?|requests?|limit|quota)/i,
  /\b(?:rate|usage|api|request|call)s?[ _-]?limit/i,
  /limit[ _](?:has been |have been |was |is )?(?:reached|exceeded)/i,
  /(?:exceeded|reached|hit|used up) (?:your|the|its) .{0,40}(?:limit|quota|allocation|requests)/i,
  /quota (?:has been |was |is )?(?:exceeded|exhausted|reached|used up)/i,
  /too many (?:requests|calls)/i,
  // sec.gov, with 403.
  /\brequest rate (?:threshold|has) exceeded/i,
] as const;

const keyPhrases = [
  /\b(?:invalid|incorrect|unknown|expired|wrong|bad)[ _](?:api[ _-]?|auth(?:entication)?[ _-]?|access[ _-]?)?(?:token|key|credentials?)\b/i,
  /please (?:supply|use|provide|specify) (?:an?|your|a valid) (?:valid )?(?:api[ _-]?)?(?:token|key)/i,
  /\b(?:token|api[ _-]?key|credentials?) (?:is |was |has |were )?(?:invalid|missing|expired|required|revoked|not valid|not found|not provided)/i,
  /\bauthentication (?:failed|required|credentials were not provided)/i,
] as const;

const entitlementPhrases = [
  /\b(?:do|does)(?: not|n['’]t) have (?:permission|access|the (?:right|entitlement))/i,
  /\bnot (?:entitled|subscribed|included in your)\b/i,
  /\bupgrade your (?:plan|subscription)/i,
] as const;

const windowWords = {
  second: /\bper second\b/i,
  minute: /\bminute/i,
  hour: /\bhour/i,
  day: /\b(?:day|daily)\b/i,
  month: /\bmonth/i,
} as const satisfies Record<LimitWindow, RegExp>;

/** Reads the plain text of a refusal: limits first, then keys, then entitlements. Null when it is not clear. */
export function classifyText(text: string): Verdict | null {
  const says = (phrases: readonly RegExp[]) => phrases.some((phrase) => phrase.test(text));
  if (says(limitPhrases)) return { code: 'RATE_LIMITED', limitWindow: limitWindowOf(text) };
  if (says(keyPhrases)) return { code: 'AUTH_FAILED', limitWindow: null };
  if (says(entitlementPhrases)) return { code: 'FORBIDDEN', limitWindow: null };
  return null;
}

/** The window that the text names first: what follows tends to be advice. */
export function limitWindowOf(text: string): LimitWindow | null {
  let first: { readonly window: LimitWindow; readonly at: number } | null = null;
  for (const [window, word] of Object.entries(windowWords) as [LimitWindow, RegExp][]) {
    const at = text.search(word);
    if (at >= 0 && (first === null || at < first.at)) first = { window, at };
  }
  return first?.window ?? null;
}
