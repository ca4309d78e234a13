import { expect, test } from 'vitest';
import { type BuiltInSink, builtInSinks } from '../src/index.js';

const all: [string, BuiltInSink][] = Object.entries(builtInSinks);

const enough: Record<keyof typeof builtInSinks, object> = {
  webhook: { url: 'https://example.com/hook' },
  slack: { url: 'https://hooks.slack.com/services/T0/B0/x' },
  file: { path: 'news.ndjson' },
  redis: { url: 'redis://127.0.0.1' },
  nats: { url: 'nats://127.0.0.1' },
  sns: { topic: 'arn:aws:sns:us-east-1:123456789012:news' },
  stdout: {},
};

test.each(all)('%s is loaded by its name, and checks its options', async (name, { load }) => {
  const { createSink } = await load();
  const known = name === 'stdout' ? /^stdout$/ : new RegExp(`^${name}-[0-9a-f]{8}$`);
  expect(createSink(enough[name as keyof typeof enough]).name).toMatch(known);
  expect(() => createSink({ nonsense: 1 })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  expect(() => createSink(null)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

test.each(all)('%s knows the options that it shows', async (name, { load, shownOptions }) => {
  const { createSink } = await load();
  for (const option of shownOptions) {
    const options = { ...enough[name as keyof typeof enough], [option]: null };
    expect(() => createSink(options)).toThrow(`sink ${name}: ${option}: expected`);
  }
});
