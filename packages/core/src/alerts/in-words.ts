import type { EpochMs } from '../contracts/clock.js';
import type { Incident } from '../contracts/incidents.js';
import { limits } from '../model/primitives.js';
import type { Redact } from '../security/redact.js';
import { clockTime, lengthOf, type Verdict } from './verdict.js';

/** The texts of an incident, without secrets and never longer than an alert may be. */
export function inWords(
  { kind, summary, since, stillWorks, more = [], next }: Extract<Verdict, { isFiring: true }>,
  redact: Redact,
): { readonly summary: string; readonly details: string } {
  const details = [
    `since ${clockTime(since)}`,
    `what still works: ${stillWorks}`,
    ...more,
    `what to do: ${next}`,
    `read more: ${runbookOf(kind)}`,
  ];
  return {
    summary: cut(redact(summary), limits.headline),
    details: cut(redact(details.join('\n')), limits.description),
  };
}

/** The texts of an incident that is over: nobody is to begin anything. */
export function overInWords(
  { summary, firstSeenAt }: Pick<Incident, 'summary' | 'firstSeenAt'>,
  now: EpochMs,
): { readonly summary: string; readonly details: string } {
  const details = [
    `it was so from ${clockTime(firstSeenAt)} to ${clockTime(now)}, ${lengthOf(now - firstSeenAt)}`,
    'what to do: nothing',
  ];
  return { summary: cut(`over: ${summary}`, limits.headline), details: details.join('\n') };
}

/** The section of the runbook about a kind. */
export function runbookOf(kind: Verdict['kind']): string {
  return `docs/runbook.md#${kind.toLowerCase()}`;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed();
}
