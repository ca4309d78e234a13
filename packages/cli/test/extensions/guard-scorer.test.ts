import { IngestError, type Redact, type Scorer } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { guardScorer } from '../../src/extensions/guard-scorer.js';

const hide: Redact = (text) => text.replaceAll('hunter22', '***');
const never = new AbortController().signal;
const opinion = { score: 0.5, confidence: null };

/** A scorer as a class, whose members are not its own. */
class Gauge implements Scorer {
  readonly version = '1';
  readonly hash = 'ab';
  readonly name: string;
  private readonly thrown: unknown;

  constructor(thrown?: unknown, name = 'gauge') {
    this.thrown = thrown;
    this.name = name;
  }

  async score(items: readonly object[]) {
    if (this.thrown !== undefined) throw this.thrown;
    return items.map(() => opinion);
  }
}

const guarded = (...given: ConstructorParameters<typeof Gauge>) =>
  guardScorer(new Gauge(...given), './gauge.mjs', hide);
const asked = (scorer: Scorer, signal = never) => scorer.score([{ headline: 'a' }], { signal });

describe('guardScorer', () => {
  it('is the scorer, as it is', async () => {
    const scorer = guarded();
    expect([scorer.name, scorer.version, scorer.hash, scorer.isQuick]).toEqual(['gauge', '1', 'ab', undefined]);
    expect(await asked(scorer)).toEqual([opinion]);
    expect(guardScorer({ ...scorer, isQuick: true }, 'x', hide).isQuick).toBe(true);
  });

  it('says in one line what it failed with, without what it was given', async () => {
    const failed = asked(guarded(new Error('401 of https://models.example/?desk=hunter22\n    at line 1')));
    await expect(failed).rejects.toThrow(/^401 of https:\/\/models\.example\/\?desk=\*\*\*$/);
    await expect(asked(guarded('hunter22'))).rejects.toThrow('***');
  });

  it('lets through what is said in words of this program, and the reason of a signal', async () => {
    const missing = new IngestError('DRIVER_MISSING', 'no package');
    await expect(asked(guarded(missing))).rejects.toBe(missing);
    const stop = new Error('stop');
    await expect(asked(guarded(new Error('cut off')), AbortSignal.abort(stop))).rejects.toBe(stop);
  });

  it.each(['lexicon', 'none', 'Gauge', 'a b', '-', 'a@1'])('refuses the name %s', (name) => {
    expect(() => guarded(undefined, name)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(JSON.stringify(name)) }),
    );
  });
});
