/** Slack's own limits, in UTF-16 units as they are sent. */
export const slackLimits = { text: 4000, section: 3000, context: 2000, blockId: 255 } as const;

interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** Slack makes no links and mentions of its own. */
  readonly verbatim: true;
}

export type SlackBlock =
  | { readonly type: 'section'; readonly block_id?: string; readonly text: Mrkdwn }
  | { readonly type: 'context'; readonly elements: readonly Mrkdwn[] };

/** The body of a post to an incoming webhook. */
export interface SlackPost {
  /** For notifications, and wherever blocks cannot be shown. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** A post whose first block has the id of the event. Texts are markup already. */
export function slackPost(eventId: string, text: string, blocks: readonly SlackBlock[]): SlackPost {
  const [first, ...others] = blocks;
  const named = first?.type === 'section' ? [{ ...first, block_id: eventId.slice(0, slackLimits.blockId) }] : [];
  return { text, blocks: [...named, ...others], unfurl_links: false, unfurl_media: false };
}

export function section(text: string): SlackBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

/** Small print. */
export function context(text: string): SlackBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}
