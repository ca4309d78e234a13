import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { explainIssue, settingPath, suggestion } from '../../src/config/explain-issue.js';

const issueOf = (schema: z.ZodType, value: unknown) => {
  const issue = schema.safeParse(value).error?.issues[0];
  if (issue === undefined) throw new Error('no issue');
  return issue;
};

describe('explainIssue', () => {
  it('says what was expected and what was there', () => {
    expect(explainIssue(issueOf(z.object({ n: z.int() }), { n: 'x' }), 'x', [])).toBe('n: expected number, not "x"');
    expect(explainIssue(issueOf(z.object({ n: z.string() }), {}), undefined, [])).toBe(
      'n: expected string, not nothing',
    );
  });

  it('shows no more than the beginning of a long value', () => {
    const long = 'x'.repeat(500);
    expect(explainIssue(issueOf(z.object({ n: z.int() }), { n: long }), long, []).length).toBeLessThan(100);
  });

  it('names an unknown setting and the nearest known one', () => {
    const issue = issueOf(z.strictObject({ store: z.string().optional() }), { stroe: 1 });
    expect(explainIssue(issue, undefined, ['store', 'mode'])).toBe(
      'stroe: unknown setting\n  did you mean "store"?  known: store, mode',
    );
  });
});

describe('suggestion', () => {
  it('suggests nothing that is far away', () => {
    expect(suggestion('postgres', ['tiingo', 'finnhub'])).toBe('\n  known: tiingo, finnhub');
  });
});

describe('settingPath', () => {
  it('writes lists with brackets', () => {
    expect(settingPath(['sources', 1, 'use'])).toBe('sources[1].use');
    expect(settingPath([])).toBe('');
  });
});
