import { IngestError, type Settings } from '@ingest/core';
import { builtInSink } from './built-in.js';
import { sinkLists } from './compose-sinks.js';
import type { Output } from './output.js';

/**
 * The output of a command that delivers: where a sink writes to stdout, words go to stderr, so that stdout is the sink's alone.
 * CONFIG_INVALID for `--json`, whose one value would stand among its lines.
 */
export function outputBeside(settings: Pick<Settings, 'sinks' | 'alerts'>, output: Output): Output {
  if (!sinkLists.some((list) => settings[list].some(ownsStdout))) return output;
  if (output.isJson)
    throw new IngestError('CONFIG_INVALID', '--json does not go with the sink stdout: both write to stdout', {
      hint: 'leave out --json, or set enabled: false for the sink; the sink file writes the same lines elsewhere',
    });
  const words = (text = '') => output.note(text);
  return { ...output, out: output.err, line: words, data: words };
}

function ownsStdout({ use, enabled }: Settings['sinks'][number]): boolean {
  return enabled && builtInSink(use)?.ownsStdout === true;
}
