// A receiver of webhooks: it believes nothing that is not signed, and takes each event once.
//   WEBHOOK_SECRET=whsec_… PORT=8787 node examples/webhook-receiver.mjs
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const { WEBHOOK_SECRET: secret = '', PORT: port = '8787' } = process.env;
const webhook = secret.startsWith('whsec_')
  ? new Webhook(secret)
  : new Webhook(Buffer.from(secret, 'utf8'), { format: 'raw' });

/** A notification has some kilobytes. */
const largestBody = 1_000_000;
// In a service of yours: a table with a unique key, written in the transaction that does the work.
const seen = new Set();

const server = createServer(async (request, response) => {
  const answer = (status, text = '') => response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
  const body = await readBody(request);
  if (body === null) return answer(413, 'too large');
  let event;
  try {
    // The bytes as they came: a body that was parsed and written again has another signature.
    event = webhook.verify(body, request.headers);
  } catch {
    return answer(401, 'not signed by whom it should be');
  }
  if (!seen.has(event.id)) {
    seen.add(event.id);
    const { itemCount, tickers, storyKeys } = event.data;
    console.log(`${event.id} ${itemCount} new for ${tickers.join(' ')}: ${storyKeys.join(' ')}`);
  }
  // Also for what was there before, else it is sent again and again.
  answer(204);
});

server.listen(Number(port), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/`);
});

async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestBody) return null;
  }
  return Buffer.concat(chunks);
}
