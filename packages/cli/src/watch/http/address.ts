import { isIP } from 'node:net';
import { IngestError } from '@ingest/core';

/** Where the endpoint listens. */
export interface Address {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether only this machine can come there. */
  readonly isLoopback: boolean;
}

/** `host:port`, `[v6]:port`, or a port of this machine alone. CONFIG_INVALID for anything else. */
export function parseAddress(text: string): Address {
  const [, bracketed, plain, digits = ''] = /^(?:(?:\[([^\]]*)\]|([^:[\]]+)):)?(\d{1,5})$/.exec(text.trim()) ?? [];
  const port = Number(digits);
  const host = bracketed ?? plain ?? '127.0.0.1';
  const isHost = bracketed === undefined ? isIP(host) === 4 || isName(host) : isIP(bracketed) === 6;
  if (digits === '' || port < 1 || port > 65_535 || !isHost)
    throw new IngestError('CONFIG_INVALID', `--http: ${JSON.stringify(text)} is no address`, {
      hint: 'expected 127.0.0.1:8787, [::1]:8787, or 8787 for this machine alone',
    });
  return { host, port, isLoopback: isLoopback(host) };
}

/** As a url has it, and as people read it. */
export function addressText({ host, port }: Pick<Address, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** A name of a host. One of nothing but digits and dots is an address that was mistyped. */
function isName(text: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) && !/^[\d.]+$/.test(text);
}
