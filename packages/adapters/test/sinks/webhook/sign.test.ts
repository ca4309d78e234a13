import { expect, test } from 'vitest';
import { keyOf, signatureHeaders } from '../../../src/sinks/webhook/sign.js';

test('a signature is what the specification of Standard Webhooks gives as its example', () => {
  const signed = signatureHeaders(keyOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    now: 1_614_265_330_999,
    body: '{"test": 2432232314}',
  });
  expect(signed).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('without a key there is an id and a time, and no signature', () => {
  expect(signatureHeaders(null, { id: 'a', now: 0, body: '' })).toEqual({
    'webhook-id': 'a',
    'webhook-timestamp': '0',
  });
});

test('a secret is base64 behind whsec_, padded or not, and any other text is its own bytes', () => {
  expect(keyOf('whsec_aGVsbG8=')).toEqual(Buffer.from('hello'));
  expect(keyOf('whsec_aGVsbG8')).toEqual(Buffer.from('hello'));
  expect(keyOf('aGVsbG8=')).toEqual(Buffer.from('aGVsbG8='));
  expect(keyOf('ü')).toEqual(Buffer.from([0xc3, 0xbc]));
});

test.each(['', 'whsec_', 'whsec_not base64', 'whsec_a', 'whsec_aGVsbG8-', 'whsec_${SECRET}'])(
  'no key: %j',
  (secret) => {
    expect(keyOf(secret)).toBeNull();
  },
);
