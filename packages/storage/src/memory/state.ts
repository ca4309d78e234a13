import type { StateStore } from '@ingest/core';
import { compare } from '../shared/compare.js';
import type { MemoryData } from './data.js';

export function stateRoom(opened: () => MemoryData): StateStore {
  return {
    async sources() {
      return [...opened().states.values()].sort((left, right) => compare(left.source, right.source));
    },
    async watermarks(source) {
      return [...opened().watermarks.values()]
        .filter((watermark) => watermark.source === source)
        .sort((left, right) => compare(left.ticker, right.ticker));
    },
    async gaps(source) {
      return [...opened().gaps.values()]
        .filter((gap) => source === undefined || gap.source === source)
        .sort(
          (left, right) =>
            compare(right.to, left.to) || compare(right.openedAt, left.openedAt) || compare(right.gapId, left.gapId),
        );
    },
  };
}
