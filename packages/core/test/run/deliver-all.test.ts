import type { Sink } from '@ingest/core';
import { expect, it } from 'vitest';
import { allSinks } from '../../src/run/deliver-all.js';

it('takes a sink that is told of news and of alerts once', () => {
  const sink = (name: string): Sink => ({ name, deliver: async () => {} });
  const [hook, desk] = [sink('hook'), sink('desk')];
  expect(allSinks({ sinks: [hook], alertSinks: [desk, hook] })).toEqual([hook, desk]);
});
