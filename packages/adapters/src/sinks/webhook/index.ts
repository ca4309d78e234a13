export type { WebhookSinkOptions } from './options.js';
export { createWebhookSink, createWebhookSink as createSink } from './sink.js';
