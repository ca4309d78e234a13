import { compareText, type StateStore } from '@ingest/core';
import type { MemoryData } from './data.js';

export function stateRoom(opened: () => MemoryData): StateStore {
  return {
    async sources() {
      return [...opened().states.values()].sort((left, right) => compareText(left.source, right.source));
    },
    async watermarks(source) {
      return [...opened().watermarks.values()]
        .filter((watermark) => watermark.source === source)
        .sort((left, right) => compareText(left.ticker, right.ticker));
    },
    async gaps(source) {
      return [...opened().gaps.values()]
        .filter((gap) => source === undefined || gap.source === source)
        .sort(
          (left, right) =>
            compareText(right.to, left.to) ||
            compareText(right.openedAt, left.openedAt) ||
            compareText(right.gapId, left.gapId),
        );
    },
  };
}
