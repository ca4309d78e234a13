import { describe, expect, it } from 'vitest';
import { type IngestEvent, tellAll } from '../src/events.js';

const event: IngestEvent = { type: 'run:skipped', runId: '1', at: '2026-06-04T14:00:00.000Z', heldBy: 'another run' };

describe('tellAll', () => {
  it('tells every reader, in their order', () => {
    const told: [string, IngestEvent][] = [];
    tellAll([(heard) => told.push(['first', heard]), (heard) => told.push(['second', heard])])(event);
    expect(told).toEqual([
      ['first', event],
      ['second', event],
    ]);
  });

  it('goes on to the others when a reader throws, and does not throw itself', () => {
    const told: IngestEvent[] = [];
    const broken = () => {
      throw new Error('reader');
    };
    expect(() => tellAll([broken, (heard) => told.push(heard), broken])(event)).not.toThrow();
    expect(told).toEqual([event]);
  });
});
