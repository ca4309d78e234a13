import { describe, expect, it } from 'vitest';
import { settings } from '../../src/config/schema.js';
import { runReport } from '../../src/model/run-report.js';
import { modes } from '../../src/run/modes.js';
import { runReportOf } from '../support/model-values.js';
import { wrongParts } from '../support/schema.js';

describe('modes', () => {
  it('are those that a configuration may choose and a report may name', () => {
    expect(modes).toEqual(['failover', 'parallel']);
    for (const mode of modes) {
      expect(settings.parse({ mode }).mode).toBe(mode);
      expect(wrongParts(runReport, runReportOf({ mode }))).toEqual([]);
    }
  });
});
