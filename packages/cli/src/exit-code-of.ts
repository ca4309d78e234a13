import { dispositionOf, type ErrorCode, type RunReport } from '@ingest/core';
import { exitCodes } from './exit-codes.js';

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
    // A failing sink never ends a run; said for the sake of a whole list.
    case 'sink':
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
