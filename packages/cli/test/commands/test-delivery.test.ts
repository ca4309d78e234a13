import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { smallRedis } from '../support/small-redis.js';

inEmptyDirectory();

let status = 204;
const bodies: string[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    bodies.push(body);
    response.writeHead(status).end('its words');
  });
});
beforeEach(async () => {
  status = 204;
  bodies.length = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(
    'ingest.config.yaml',
    `sinks: [{ use: webhook, name: desk, url: "http://127.0.0.1:${port}/T0AB12CD34" }, { use: stdout }]
alerts: [{ use: file, name: log, path: alerts.ndjson }, { use: file, name: off, path: off.ndjson, enabled: false }]`,
  );
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const test = (...args: string[]) => ingest('deliveries', 'test', ...args);

describe('deliveries test', () => {
  it('sends one alert that says that it is a test, says how long it took, and leaves no store', async () => {
    const { exitCode, stdout } = await test('desk');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^✓ desk took a test alert in \d+ ms \(event test-\S+\)\n$/);
    expect(bodies.map((body) => JSON.parse(body))).toMatchObject([
      { type: 'ALERT', data: { state: 'resolved', summary: expect.stringContaining('TEST: nothing is wrong') } },
    ]);
    expect(readdirSync('.')).toEqual(['ingest.config.yaml']);
  });

  it('tests the sinks of alerts as well', async () => {
    expect((await test('log', '--json')).json()).toEqual({
      sink: 'log',
      eventId: expect.stringMatching(/^test-/),
      durationMs: expect.any(Number),
      delivered: true,
    });
    expect(readFileSync('alerts.ndjson', 'utf8')).toContain('TEST: nothing is wrong');
  });

  it.each([
    [500, 'SINK_UNAVAILABLE', 'look whether the receiver runs'],
    [404, 'SINK_REJECTED', 'mend the receiver'],
    [410, 'SINK_GONE', 'give the sink a place that is there'],
  ])('ends with 4 when it is answered %i, and says what to do', async (answered, code, hint) => {
    status = answered;
    const { exitCode, stdout, stderr } = await test('desk');
    expect([exitCode, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(
      new RegExp(`^✗ desk: POST \\S+ answered ${answered}.*its words \\(after \\d+ ms\\)\\n  ${hint}`),
    );
    expect(stderr).not.toContain('T0AB12CD34');
    const asJson = await test('desk', '--json');
    expect(asJson.exitCode).toBe(4);
    expect(asJson.json()).toMatchObject({ sink: 'desk', delivered: false, error: { code, hint: expect.any(String) } });
  });

  it('hangs up afterwards, so that the process ends', async () => {
    const redis = await smallRedis();
    writeFileSync('ingest.config.yaml', `sinks: [{ use: redis, name: desk, url: "${redis.url}" }]`);
    expect((await test('desk')).exitCode).toBe(0);
    expect(redis.commands()).toBeGreaterThan(0);
    await expect.poll(redis.connections).toBe(0);
  });

  it('leaves stdout to the sink that writes there, when it is that one', async () => {
    const { stdout, stderr } = await test('stdout');
    expect(JSON.parse(stdout)).toMatchObject({ type: 'ALERT' });
    expect(stderr).toContain('stdout took a test alert');
    const refused = await test('stdout', '--json');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('--json does not go with the sink stdout');
  });

  it('names the sinks that there are', async () => {
    const mistyped = await test('desc');
    expect(mistyped.exitCode).toBe(2);
    expect(mistyped.stderr).toBe('✗ no sink "desc"\n  did you mean "desk"?  known: desk, stdout, log\n');
    expect((await test('off')).exitCode).toBe(2);
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]');
    expect((await test('desk')).stderr).toContain('no sink is configured and enabled');
  });
});
