import { type Assessment, breaksFirst } from '../plan/assess.js';
import { count } from '../render/time.js';
import type { Finding } from './finding.js';

/** Whether the tickers, asked for at the configured interval, fit into the published limits of a source's plan. */
export function checkQuota(assessment: Assessment, tickers: number, interval: string): Finding {
  const { source, requestsPerRun, needs } = assessment;
  const base = { check: 'quota', area: 'configuration' } as const;
  const need = `${source}: ${count(tickers, 'ticker', 'tickers')} every ${interval} take ${count(requestsPerRun, 'request', 'requests')} a run at least`;
  if (needs.length === 0) return { ...base, level: 'ok', text: `${need}; no plan is counted` };
  const broken = breaksFirst([assessment]);
  if (broken === null) return { ...base, level: 'ok', text: `${need}: fits (${limitsOf(assessment)})` };
  return {
    ...base,
    level: 'warning',
    text: `${need}: ${inWords(broken.needs, broken)}, ${broken.allows.toLocaleString('en')} are allowed`,
    advice: 'ask less often or for fewer tickers, or name a larger plan; ingest plan says what would fit',
  };
}

function limitsOf({ needs }: Assessment): string {
  return needs.map((need) => inWords(need.allows, need)).join(', ');
}

function inWords(number: number, { unit, window }: Assessment['needs'][number]): string {
  return `${number.toLocaleString('en')}${unit === 'tickers' ? ' tickers' : ''} a ${window}`;
}
