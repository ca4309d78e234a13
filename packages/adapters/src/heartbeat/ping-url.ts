import { runUuid } from './run-uuid.js';

export type PingKind = 'start' | 'success' | 'fail';

/** Where a ping goes, as healthchecks.io has it: `/start`, nothing and `/fail` behind the path, and the run as `rid`. */
export function pingUrl(base: URL, kind: PingKind, runId: string): URL {
  const url = new URL(base);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = kind === 'success' ? path : `${path}/${kind}`;
  url.searchParams.set('rid', runUuid(runId));
  return url;
}
