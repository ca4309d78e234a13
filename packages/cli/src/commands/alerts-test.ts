import { IngestError, systemChance, systemClock, testAlert, testIncidentId } from '@ingest/core';
import { sendTest, type TestResult } from '../alerts/send-test.js';
import { openStore, redactorOf } from '../compose.js';
import { composeSinks } from '../compose-sinks.js';
import { type LoadedSettings, loadSettings } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type Output } from '../output.js';
import { outputBeside } from '../output-beside.js';
import { listenForSignals } from '../signals.js';
import { toKind } from './alerts.js';
import type { StoreFlags } from './with-store.js';

/** `ingest alerts test`: sends an alert and its end to every sink of `alerts`, as all of them are sent, and says whether it arrived. */
export async function test(kindText: string | undefined, flags: StoreFlags): Promise<number> {
  const kind = kindText === undefined ? 'COLLECTION_FAILURES' : toKind(kindText);
  const loaded = await loadSettings(flags);
  const output = outputBeside(loaded.settings, createOutput(flags));
  const redact = redactorOf(loaded);
  const sinks = await composeSinks(loaded.settings, redact, loaded);
  const signals = listenForSignals();
  try {
    if (sinks.alerts.length === 0) throw nobodyIsTold(loaded);
    const now = systemClock().now();
    const facts = { kind, incidentId: testIncidentId(now, systemChance()), now, sentBy: 'ingest alerts test' };
    const firing = testAlert({ ...facts, state: 'firing' });
    const resolved = testAlert({ ...facts, state: 'resolved' });
    const store = await openStore(loaded.settings.store, true);
    try {
      const results = await sendTest(
        { firing, resolved },
        { store, sinks: sinks.alerts, redact, signal: signals.signal },
      );
      print(firing.eventId, results, output);
      return signals.exitCode ?? (results.every(({ isDelivered }) => isDelivered) ? exitCodes.ok : exitCodes.noSource);
    } finally {
      await store.close();
    }
  } finally {
    signals.dispose();
    await sinks.close();
  }
}

function nobodyIsTold({ configPath }: LoadedSettings): IngestError {
  const where = configPath ?? 'ingest.config.yaml';
  return new IngestError('CONFIG_INVALID', `alerts: nobody is told when something is wrong`, {
    hint: `name a sink in ${where}, such as\n  alerts: [{ use: slack, url: "\${SLACK_WEBHOOK_URL}" }]`,
  });
}

function print(eventId: string, results: readonly TestResult[], output: Output): void {
  if (output.isJson) {
    output.json({ eventId, results });
    return;
  }
  const { paint } = output.out;
  for (const result of results) {
    if (result.isDelivered) {
      output.data(`${paint.ok()} ${result.sink}: delivered in ${Math.round(result.durationMs)} ms`);
      continue;
    }
    output.data(`${paint.failed()} ${result.sink}: ${[result.code, result.reason].filter(Boolean).join(': ')}`);
    output.data(`  ${paint.arrow} ${adviceOn(result)}`);
  }
}

function adviceOn({ sink, code }: Extract<TestResult, { isDelivered: false }>): string {
  switch (code) {
    case null:
      return `see what waits there: ingest deliveries --sink ${sink} --state pending,dead`;
    case 'SINK_GONE':
      return `take it out of the configuration; if it is back: ingest deliveries retry --sink ${sink}`;
    case 'SINK_REJECTED':
      return 'look at the log of the receiver, its secret and its path; then test again';
    default:
      return 'look at the receiver and its address; then test again';
  }
}
