import * as z from 'zod';
import { defaultName, readSinkOptions, sinkName, sinkTimeout, urlWithoutUser } from '../read-options.js';

/** Options of the Slack sink. */
export interface SlackSinkOptions {
  /** The url of an incoming webhook. Who has it can post: all of it is a secret. */
  readonly url: string;
  /** How the sink is known in the store and in reports. Default: `slack-` and a hash of the url. */
  readonly name?: string | undefined;
  /** The longest one try may take, in milliseconds, 1 to 10 000 (the default). */
  readonly timeoutMs?: number | undefined;
}

/** Options with nothing left open. */
export interface ResolvedSlackOptions {
  readonly name: string;
  readonly url: URL;
  readonly timeoutMs: number;
}

const slackSinkOptions = z.strictObject({
  url: urlWithoutUser.describe('the url of an incoming webhook'),
  name: sinkName,
  timeoutMs: sinkTimeout,
});

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option and never shows its value. */
export function readSlackOptions(options: SlackSinkOptions): ResolvedSlackOptions {
  const { url, name = defaultName('slack', url), timeoutMs } = readSinkOptions('slack', slackSinkOptions, options);
  return { name, url: new URL(url), timeoutMs };
}

/** What must not be seen: the url as a whole, and each part of its path and query that is not short. */
export function slackSecrets({ url }: Pick<ResolvedSlackOptions, 'url'>): readonly string[] {
  const { href, pathname, search, searchParams } = url;
  return [href, `${pathname}${search}`, ...pathname.split('/'), ...searchParams.values()].filter(
    (text) => !publicWords.includes(text),
  );
}

/** What every such url has in it. */
const publicWords: readonly string[] = ['services', 'workflows', 'triggers'];
