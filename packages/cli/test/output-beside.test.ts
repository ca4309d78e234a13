import type { SinkSettings } from '@ingest/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutput } from '../src/output.js';
import { outputBeside } from '../src/output-beside.js';

const entry = (use: string, enabled = true): SinkSettings => ({ use, enabled });
const told = (sinks: SinkSettings[], alerts: SinkSettings[] = []) => ({ sinks, alerts });

describe('outputBeside', () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    for (const name of ['stdout', 'stderr'] as const)
      vi.spyOn(process[name], 'write').mockImplementation((text) => {
        written.push(`${name} ${text}`);
        return true;
      });
    return () => vi.restoreAllMocks();
  });

  it('leaves the output as it is where no sink writes to stdout', () => {
    const output = createOutput({ json: true });
    expect(outputBeside(told([entry('file'), entry('stdout', false)]), output)).toBe(output);
  });

  it('sends words to stderr where one does', () => {
    const output = outputBeside(told([entry('stdout')]), createOutput({}));
    output.line('done');
    output.data('a table');
    expect(written).toEqual(['stderr done\n', 'stderr a table\n']);
  });

  it('refuses --json beside one', () => {
    const output = createOutput({ json: true });
    expect(() => outputBeside(told([], [entry('stdout')]), output)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('--json') }),
    );
  });
});
