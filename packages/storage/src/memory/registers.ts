import { localRegisters, type RegisterStore } from '@ingest/core';
import type { MemoryData } from './data.js';

export function registerRoom(opened: () => MemoryData): RegisterStore {
  const room = () => localRegisters(opened().registers);
  return {
    async list(prefix) {
      return room().list(prefix);
    },
    async change(name, decide) {
      return room().change(name, decide);
    },
  };
}
