import { dispositionOf, type ErrorCode, type RunReport } from '@ingest/core';

/** What a shell sees (SPEC section 10). */
export const exitCodes = {
  ok: 0,
  bug: 1,
  usage: 2,
  partial: 3,
  noSource: 4,
  store: 5,
  interrupted: 130,
  terminated: 143,
} as const;

export function exitCodeOfError(code: ErrorCode): number {
  const { family } = dispositionOf(code);
  switch (family) {
    case 'store':
      return exitCodes.store;
    case 'config':
    case 'replay':
      return exitCodes.usage;
    case 'source':
    case 'run':
      return exitCodes.noSource;
    default:
      return family satisfies never;
  }
}

export function exitCodeOfReport({ outcome, error }: Pick<RunReport, 'outcome' | 'error'>): number {
  switch (outcome) {
    case 'ok':
    case 'skipped':
      return exitCodes.ok;
    case 'partial':
      return exitCodes.partial;
    case 'failed':
      return error === undefined ? exitCodes.noSource : exitCodeOfError(error.code);
    default:
      return outcome satisfies never;
  }
}
