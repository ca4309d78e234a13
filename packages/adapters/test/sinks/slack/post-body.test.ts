import { expect, test } from 'vitest';
import { context, section, slackPost } from '../../../src/sinks/slack/post-body.js';

test('a post carries the id of its event in its first block, and unfurls nothing', () => {
  const post = slackPost('event-1', 'words', [section('*a*'), context('b')]);
  expect(post).toEqual({
    text: 'words',
    blocks: [
      { type: 'section', block_id: 'event-1', text: { type: 'mrkdwn', text: '*a*', verbatim: true } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'b', verbatim: true }] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  });
  expect(slackPost('e'.repeat(300), '', [section('a')]).blocks[0]).toHaveProperty('block_id', 'e'.repeat(255));
});
