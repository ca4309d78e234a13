import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPostgresStore } from '../../src/postgres/index.js';
import { hasPostgres, temporarySchema } from '../support/postgres.js';
import { startProxy } from '../support/postgres-proxy.js';

interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly path: string;
}

const directory = mkdtempSync(join(tmpdir(), 'ingest-certificates-'));

/** A certificate of this test alone, its own authority, for a host. */
function certificateFor(host: string): Certificate {
  const [keyPath, path] = [join(directory, `${host}.key.pem`), join(directory, `${host}.pem`)];
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}`];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...made, '-keyout', keyPath, '-out', path, ...subject], { stdio: 'ignore' });
  return { key: readFileSync(keyPath, 'utf8'), cert: readFileSync(path, 'utf8'), path };
}

/** Opens a store behind a server that answers with a certificate, or has no TLS. */
async function openBehind(
  tls: Certificate | null,
  parameters: Readonly<Record<string, string>>,
  host = '127.0.0.1',
): Promise<number> {
  const proxy = await startProxy(tls === null ? {} : { tls: { key: tls.key, cert: tls.cert } });
  const url = new URL(proxy.url(temporarySchema()));
  url.hostname = host;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const store = createPostgresStore({ url: url.href, reconnectMs: 0 });
  try {
    await store.open({ create: true });
    return await store.reading.countItems({});
  } finally {
    await store.close();
  }
}

describe.skipIf(!(await hasPostgres()))('a connection with TLS', () => {
  let certificate: Record<'own' | 'named' | 'other', Certificate>;
  beforeAll(() => {
    const [own, named, other] = ['127.0.0.1', 'localhost', 'db.example'].map(certificateFor);
    if (!own || !named || !other) throw new TypeError('three were made');
    certificate = { own, named, other };
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('that is only required is encrypted, whoever answers', async () => {
    expect(await openBehind(certificate.other, { sslmode: 'require' })).toBe(0);
  });

  test.each([
    ['an address', '127.0.0.1'],
    ['a name', 'localhost'],
  ] as const)('is verified by the certificate that is trusted, of %s', async (_, host) => {
    const tls = host === 'localhost' ? certificate.named : certificate.own;
    expect(await openBehind(tls, { sslmode: 'verify-full', sslrootcert: tls.path }, host)).toBe(0);
  });

  test.each([
    ['signed by nobody we trust', 'own', null],
    ['signed by another authority', 'own', 'other'],
    ['of another host', 'other', 'other'],
  ] as const)('is refused with a certificate that is %s', async (_, name, trusted) => {
    const root = trusted === null ? {} : { sslrootcert: certificate[trusted].path };
    await expect(openBehind(certificate[name], { sslmode: 'verify-full', ...root })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/certificate|altnames|self.signed/i),
      hint: expect.stringContaining('sslrootcert='),
    });
  });

  test.each(['require', 'verify-full'])('of mode %s is refused by a server without TLS', async (sslmode) => {
    await expect(openBehind(null, { sslmode })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      hint: expect.stringContaining('sslmode=disable'),
    });
  });

  test('wants a certificate that can be read', async () => {
    const asked = openBehind(null, { sslmode: 'verify-full', sslrootcert: '/nowhere/root.pem' });
    await expect(asked).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('/nowhere/root.pem'),
    });
  });
});
