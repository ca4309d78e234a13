import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingTrouble, sinkCases } from '@ingest/adapters/conformance';
import { createSink } from './index.mjs';
import { startReceiver } from './smtp-receiver.mjs';

const password = 'pass-0123456789';

async function withSubject(work) {
  const receiver = await startReceiver();
  try {
    await work({
      connect: () =>
        createSink({ host: '127.0.0.1', port: receiver.port, from: 'ingest@a.example', to: 'desk@a.example' }),
      receiver: {
        received: async () =>
          receiver.mails.map((text) => ({ eventId: /^X-Ingest-Event-Id: (.*)$/im.exec(text)[1], text })),
        trouble: receiver.make,
        recover: receiver.recover,
      },
      secrets: [password],
    });
  } finally {
    await receiver.stop();
  }
}

for (const sinkCase of sinkCases)
  test(sinkCase.name, () =>
    withSubject(async (subject) => {
      assert.equal(missingTrouble(sinkCase, subject), null);
      await sinkCase.run(subject);
    }),
  );

test('an option that is wrong is named, and never shown', () => {
  assert.throws(() => createSink({ host: 'a', from: 'b' }), {
    code: 'CONFIG_INVALID',
    context: { option: 'to', problem: 'expected a text' },
  });
  assert.throws(
    () => createSink({ pasword: password }),
    (error) => !error.message.includes(password),
  );
});
