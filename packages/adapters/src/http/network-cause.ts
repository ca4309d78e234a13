/** Why an exchange broke, in words, and whether trying again could ever help. */
export interface NetworkCause {
  readonly words: string;
  /** `port`: a fetch never speaks to that port. */
  readonly kind: 'connection' | 'certificate' | 'encoding' | 'port';
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ECONNABORTED: 'the connection was aborted',
  EPIPE: 'the connection was closed by the other side',
  UND_ERR_SOCKET: 'the connection was closed by the other side',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the host name cannot be resolved at the moment',
  ETIMEDOUT: 'the connection could not be made in time',
  UND_ERR_CONNECT_TIMEOUT: 'the connection could not be made in time',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_HEADERS_TIMEOUT: 'the answer did not begin in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stalled',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is not as long as its header says',
  EPROTO: 'the TLS handshake failed',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the other side does not speak TLS',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet (or the clock is wrong)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain is self-signed',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate cannot be verified',
};

/** OpenSSL's verification results as Node names them. */
const certificateCode =
  /CERT|^UNABLE_TO_|^(?:HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|CRL_.*)$/;
const decoderCode = /^(?:Z_|ERR__ERROR_|ERR_BROTLI|ERR_BUFFER_FINISHED)/;

/** Finds the reason in what `fetch` or a body threw: the code sits in the chain of causes. */
export function networkCause(thrown: unknown): NetworkCause {
  const code = codeOf(thrown, 0);
  if (code === null) {
    const said = innermostMessage(thrown);
    if (said === 'bad port') return { words: 'this port is never asked for web pages (bad port)', kind: 'port' };
    return { words: said, kind: 'connection' };
  }
  if (decoderCode.test(code)) return { words: `the body is not in the encoding it claims (${code})`, kind: 'encoding' };
  if (certificateCode.test(code)) {
    return { words: `${words[code] ?? 'the certificate is not trusted'} (${code})`, kind: 'certificate' };
  }
  return {
    words: `${words[code] ?? familyWords(code) ?? innermostMessage(thrown, code)} (${code})`,
    kind: 'connection',
  };
}

function familyWords(code: string): string | undefined {
  if (code.startsWith('HPE_')) return 'the answer is not HTTP';
  return code.startsWith('ERR_SSL_') ? 'the TLS handshake failed' : undefined;
}

/** A chain of causes is short; a circular one must not hold us up. */
const deepestCause = 5;

function codeOf(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null || depth > deepestCause) return null;
  if ('code' in value && typeof value.code === 'string') return value.code;
  const inner = 'cause' in value ? codeOf(value.cause, depth + 1) : null;
  if (inner !== null || !('errors' in value) || !Array.isArray(value.errors)) return inner;
  // Several addresses tried: an AggregateError, one error for each.
  for (const error of value.errors) {
    const code = codeOf(error, depth + 1);
    if (code !== null) return code;
  }
  return null;
}

/** A message that is the code says nothing more than that. */
function innermostMessage(thrown: unknown, code = ''): string {
  let message = 'the exchange broke off';
  let value = thrown;
  for (let depth = 0; depth <= deepestCause && value instanceof Error; depth += 1) {
    if (value.message !== '' && value.message !== code) message = value.message;
    value = value.cause;
  }
  return message;
}
