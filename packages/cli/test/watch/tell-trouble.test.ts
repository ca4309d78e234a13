import { type ErrorReport, IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { silentForMs, tellTrouble } from '../../src/watch/tell-trouble.js';

it('tells the same trouble once in ten minutes, another one at once, and no secret', async () => {
  const clock = manualClock(0);
  const told: ErrorReport[] = [];
  const redact = (text: string) => text.replaceAll('hunter22', '***');
  const tell = tellTrouble({ clock, redact, complain: (report) => told.push(report) });
  for (let time = 0; time < 5; time += 1) {
    tell(new IngestError('STORE_BUSY', `locked by hunter22 for ${time} s`));
    await clock.advance(5000);
  }
  expect(told).toEqual([{ code: 'STORE_BUSY', message: 'locked by *** for 0 s' }]);
  tell(new IngestError('STORE_FULL', 'no room'));
  tell('text');
  expect(told.map(({ code }) => code)).toEqual(['STORE_BUSY', 'STORE_FULL', 'STORE_UNAVAILABLE']);
  await clock.advance(silentForMs);
  tell(new IngestError('STORE_BUSY', 'still'));
  expect(told).toHaveLength(4);
});
