import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const acmeKey = 'acme-key-0123456789';

/** The made-up provider of the examples on loopback: two pages of news of the last hour, for whoever has the key. */
export async function startAcmeApi(): Promise<{ readonly url: string; close(): void }> {
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const pages = [
    [
      { id: 3, title: 'Calder Motors opens a plant near the northern port', published: at(10), symbols: ['CLDR'] },
      { id: 2, title: 'Belt Rail orders forty engines', published: at(20), symbols: ['BELT', 'CLDR'] },
    ],
    [{ id: 1, title: 'Belt Rail names a chair', published: at(30), symbols: ['BELT'] }, { id: 0 }],
  ];
  const server = createServer((request, response) => {
    const page = Number(new URL(request.url ?? '/', 'http://loopback').searchParams.get('page'));
    const isAllowed = request.headers['x-acme-key'] === acmeKey;
    const refusal = { error: { message: 'Invalid API key.' } };
    const body = { data: pages[page - 1] ?? [], next_page: page < pages.length ? page + 1 : null };
    response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isAllowed ? body : refusal));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
