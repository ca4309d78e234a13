export type { WebhookSinkOptions } from './options.js';
export { createWebhookSink as createSink } from './sink.js';
