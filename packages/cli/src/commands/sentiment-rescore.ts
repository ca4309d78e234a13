import { IngestError, type Rescored, rescore as rescoreStories, systemClock, toError } from '@ingest/core';
import { composeScorer } from '../compose-scorer.js';
import { loadSettings, type SettingFlags } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type Output, type OutputOptions } from '../output.js';
import { parsePoint } from '../parse-flag.js';
import { count } from '../render/time.js';
import { listenForSignals } from '../signals.js';
import { withStoreAt } from './with-store.js';

export interface RescoreFlags extends Pick<SettingFlags, 'config' | 'store' | 'scorer'>, OutputOptions {
  readonly since?: string;
  readonly missingOnly?: boolean;
  readonly prefer?: boolean;
  readonly dryRun?: boolean;
}

/** `ingest sentiment rescore`: scores stored stories anew; what was said before stays. */
export async function rescore(flags: RescoreFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const clock = systemClock();
  const since = flags.since === undefined ? undefined : parsePoint('--since', flags.since, clock.now());
  const scorer = await composeScorer(loaded);
  if (scorer === null)
    throw new IngestError('CONFIG_INVALID', 'there is no scorer: sentiment.scorer is none', {
      hint: 'name one: ingest sentiment rescore --scorer lexicon',
    });
  const signals = listenForSignals();
  try {
    return await withStoreAt(loaded.settings.store, async (store) => {
      const done = await rescoreStories({
        ...{ store, scorer, clock, signal: signals.signal },
        ...(since === undefined ? {} : { since }),
        missingOnly: flags.missingOnly === true,
        prefer: flags.prefer === true,
        dryRun: flags.dryRun === true,
      });
      print(done, flags.prefer === true, output);
      return exitCodes.ok;
    });
  } catch (thrown) {
    if (signals.exitCode !== null) return stopped(output, signals.exitCode);
    if (IngestError.is(thrown)) throw thrown;
    throw scorerFailed(loaded.settings.sentiment.scorer, thrown);
  } finally {
    signals.dispose();
  }
}

function print(done: Rescored, isPreferred: boolean, output: Output): void {
  if (output.isJson) {
    output.json(done);
    return;
  }
  const { paint } = output.out;
  const verb = done.dryRun ? 'would be added' : 'added';
  output.data(
    `${paint.ok()} ${count(done.added, 'opinion', 'opinions')} of ${done.model} ${verb}: ${done.scored} of ${count(done.stories, 'story', 'stories')} can be scored`,
  );
  output.data(`  labels: ${done.changedLabels} changed, ${done.newLabels} new, ${done.lostLabels} lost`);
  if (done.disagreements > 0)
    output.data(
      `  ${paint.attention()} of ${count(done.disagreements, 'story', 'stories')} a source states the opposite${done.dryRun || isPreferred ? '' : '; what sources state is shown, unless --prefer is given'}`,
    );
}

function stopped(output: Output, code: number): number {
  output.note('stopped: what was added stays; the same command goes on');
  return code;
}

function scorerFailed(scorer: unknown, thrown: unknown): IngestError {
  const name = typeof scorer === 'string' ? scorer : (scorer as { readonly use: string }).use;
  return new IngestError('CONFIG_INVALID', `the scorer ${name} failed: ${toError(thrown).message}`, {
    hint: 'what was added before stays; mend the scorer, then give the same command again',
    cause: toError(thrown),
  });
}
