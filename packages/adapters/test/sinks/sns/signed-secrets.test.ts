import { expect, test } from 'vitest';
import { signedSecrets } from '../../../src/sinks/sns/signed-secrets.js';

test('finds token, key id and signature', () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260604/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0a1b2c';
  expect(signedSecrets({ authorization, 'x-amz-security-token': 'token' })).toEqual(['token', 'AKIDEXAMPLE', '0a1b2c']);
  expect(signedSecrets({ authorization })).toEqual(['AKIDEXAMPLE', '0a1b2c']);
});

test('finds none in a request that is not signed', () => {
  expect(signedSecrets({ host: 'x' })).toEqual([]);
});
