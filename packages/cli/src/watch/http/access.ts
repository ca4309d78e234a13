import { createHash, timingSafeEqual } from 'node:crypto';
import { IngestError } from '@ingest/core';
import { httpTokenVariable } from '../../env.js';
import { type Address, addressText } from './address.js';
import { type Answer, type Asked, errorAnswer } from './answer.js';

const shortestToken = 16;
/** A prober has no token. */
const openPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** Says who may come in: null, or what is answered instead. */
export type Access = (asked: Asked) => Answer | null;

/**
 * On loopback only requests to a name of this machine: a page in a browser that points its own name here gets nothing. With a
 * token only those who have it. CONFIG_INVALID for an address that others reach and no token.
 */
export function accessOf(address: Address, token: string | null): Access {
  assertToken(address, token);
  const names = new Set(['localhost', '127.0.0.1', '[::1]', nameOf(addressText(address))]);
  return ({ method, path, host, authorization }) => {
    if (address.isLoopback && !names.has(nameOf(host)))
      return errorAnswer(421, { code: 'MISDIRECTED', message: 'this address is served as localhost only' });
    if (method !== 'GET' && method !== 'HEAD')
      return errorAnswer(405, { code: 'METHOD', message: 'only GET and HEAD' }, { allow: 'GET, HEAD' });
    if (token !== null && !openPaths.has(path) && !isBearer(authorization, token))
      return errorAnswer(
        401,
        { code: 'UNAUTHORIZED', message: 'expected the header Authorization: Bearer with the token' },
        { 'www-authenticate': 'Bearer' },
      );
    return null;
  };
}

function assertToken(address: Address, token: string | null): void {
  if (token === null) {
    if (address.isLoopback) return;
    throw new IngestError(
      'CONFIG_INVALID',
      `--http: ${addressText(address)} can be reached by others, and no token is set`,
      {
        hint: `set ${httpTokenVariable} to ${shortestToken} characters or more (openssl rand -hex 32), or listen on 127.0.0.1`,
      },
    );
  }
  if (token.length < shortestToken || !/^[\x21-\x7e]+$/.test(token))
    throw new IngestError('CONFIG_INVALID', `${httpTokenVariable} is no token`, {
      hint: `expected ${shortestToken} characters or more, without blanks: openssl rand -hex 32`,
    });
}

/** The name in a Host header, without the port. */
function nameOf(host = ''): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}

/** Takes as long for a wrong token as for the right one, whatever their lengths. */
function isBearer(authorization: string | undefined, token: string): boolean {
  const [, given = ''] = /^Bearer +(.*)$/i.exec(authorization ?? '') ?? [];
  return timingSafeEqual(hashOf(given), hashOf(token));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
