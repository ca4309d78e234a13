import { noSecrets, redactor, type Sink, systemClock } from '@ingest/core';
import { httpReceiver } from '../http-receiver.js';
import type { SinkServices } from '../services.js';
import { readSlackOptions, type SlackSinkOptions, slackSecrets } from './options.js';
import { render } from './render.js';

/** What Slack answers when a webhook was removed, or the workspace is closed. Other refusals are of the one message. */
const goneAnswers: readonly string[] = ['no_service', 'no_active_hooks', 'no_team', 'team_disabled'];

/** Posts each message for people to read to an incoming webhook of Slack. Throws CONFIG_INVALID for a bad option; opens nothing. */
export function createSlackSink(
  options: SlackSinkOptions,
  { redact = noSecrets, fetch = globalThis.fetch, clock = systemClock() }: SinkServices = {},
): Sink {
  const { name, url, timeoutMs } = readSlackOptions(options);
  const withoutOwn = redactor(slackSecrets({ url }));
  const receiver = httpReceiver({
    sink: name,
    url,
    timeoutMs,
    clock,
    fetch,
    redact: (text) => redact(withoutOwn(text)),
    shown: url.host,
    isGone: (status, text) => status >= 400 && status < 500 && goneAnswers.includes(text.trim()),
  });
  return {
    name,
    async deliver(message, context) {
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      await receiver.post({ headers, body: JSON.stringify(render(message)) }, context);
    },
    check: receiver.check,
  };
}
