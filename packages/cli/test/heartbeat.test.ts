import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noSecrets, type RunReport } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeHeartbeat, heartbeatNotes } from '../src/heartbeat.js';
import { createOutput } from '../src/output.js';
import { reportOf } from './support/report.js';

const pings: string[] = [];
let status = 200;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    pings.push(`${new URL(request.url ?? '', 'http://x').pathname} ${body}`.trim());
    response.writeHead(status).end();
  });
});
let stderr = '';
beforeEach(async () => {
  pings.length = 0;
  status = 200;
  stderr = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const stamp = { runId: '0'.repeat(26), at: '2026-06-04T13:35:00.000Z' };

async function tell(fields: Partial<RunReport>) {
  const { port } = server.address() as AddressInfo;
  const settings = { heartbeat: `http://127.0.0.1:${port}/hidden-uuid` };
  const heartbeat = await composeHeartbeat(
    settings,
    noSecrets,
    heartbeatNotes(createOutput({}), () => {
      stderr += 'room for ';
    }),
  );
  heartbeat.read({ type: 'run:started', ...stamp, tickers: [], sources: [] });
  heartbeat.read({ type: 'run:ended', ...stamp, report: reportOf(fields) });
  await heartbeat.settled();
}
const error = (code: 'ABORTED' | 'STORE_BUSY') => ({ code, message: 'it ended' });

describe('the heartbeat of a run', () => {
  it.each(['ok', 'partial'] as const)('is told that one that is %s succeeded', async (outcome) => {
    await tell({ outcome });
    expect(pings).toEqual(['/hidden-uuid/start', '/hidden-uuid']);
  });

  it('is told why one failed', async () => {
    await tell({ outcome: 'failed', error: error('STORE_BUSY') });
    expect(pings).toEqual(['/hidden-uuid/start', '/hidden-uuid/fail STORE_BUSY']);
  });

  it('is not told of the end of one that was stopped', async () => {
    await tell({ outcome: 'failed', error: error('ABORTED') });
    expect(pings).toEqual(['/hidden-uuid/start']);
  });

  it('is told nothing of one that never began', async () => {
    const heartbeat = await composeHeartbeat(
      { heartbeat: 'http://127.0.0.1:9' },
      noSecrets,
      heartbeatNotes(createOutput({})),
    );
    heartbeat.read({ type: 'run:skipped', ...stamp, heldBy: 'another' });
    await heartbeat.settled();
    expect(stderr).toBe('');
  });

  it('that fails is one line on stderr', async () => {
    status = 404;
    await tell({ outcome: 'ok' });
    expect(stderr).toMatch(/^room for \S+ heartbeat: the ping for start to 127\.0\.0\.1:\d+ was answered 404\n$/);
  });

  it('is nobody where none is configured', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch');
    const heartbeat = await composeHeartbeat({}, noSecrets, heartbeatNotes(createOutput({})));
    heartbeat.read({ type: 'run:started', ...stamp, tickers: [], sources: [] });
    heartbeat.read({ type: 'run:ended', ...stamp, report: reportOf({ outcome: 'ok' }) });
    await heartbeat.settled();
    expect(fetch).not.toHaveBeenCalled();
    expect([pings, stderr]).toEqual([[], '']);
  });
});
