import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slackTime, toMrkdwn } from '../../../src/sinks/slack/mrkdwn.js';

describe('toMrkdwn', () => {
  test('escapes what would mention, link or call somebody', () => {
    expect(toMrkdwn('<!channel> AT&T <https://example.com|here>', 100)).toBe(
      '&lt;!channel&gt; AT&amp;T &lt;https://example.com|here&gt;',
    );
  });

  test('cuts before an escape or a character would be split', () => {
    expect(toMrkdwn('ab&cd', 9)).toBe('ab&amp;cd');
    expect(toMrkdwn('ab&cd', 8)).toBe('ab&amp;…');
    expect(toMrkdwn('ab&cd', 7)).toBe('ab…');
    expect(toMrkdwn('a😀bc', 4)).toBe('a😀…');
    expect(toMrkdwn('a😀bc', 3)).toBe('a…');
  });

  test('is never longer than the limit, has no raw sign, and keeps short text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const sent = toMrkdwn(text, limit);
        expect(sent.length).toBeLessThanOrEqual(limit);
        expect(sent).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(sent.isWellFormed()).toBe(true);
      }),
    );
  });
});

test('an instant is shown as the reader’s clock has it, else in UTC', () => {
  expect(slackTime('2026-06-04T14:00:00.480Z')).toBe(
    '<!date^1780581600^{date_num} {time_secs}|2026-06-04 14:00:00 UTC>',
  );
});
