/**
 * What a signed request shows of the credentials, and its answer may repeat: the session's token, the id of the key and the
 * signature. The key itself never leaves the process.
 */
export function signedSecrets(headers: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { authorization = '', 'x-amz-security-token': token = '' } = headers;
  const keyId = /Credential=([^/,\s]+)/.exec(authorization)?.[1] ?? '';
  const signature = /Signature=([0-9a-f]+)/.exec(authorization)?.[1] ?? '';
  return [token, keyId, signature].filter((secret) => secret !== '');
}
