// Stands in the place of Lambda's runtime for Node: takes events from the Runtime API one after the other, has the handler answer
// them, and wraps what goes to the console as the JSON log format does. The clock of the process is as far ahead of the machine's
// as its argument says, then as each invocation says.
import { request } from 'node:http';
import { join } from 'node:path';
import { inspect } from 'node:util';

const RealDate = Date;
const clock = { aheadMs: Number(process.argv[2]) };
globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + clock.aheadMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + clock.aheadMs;
  }
};

const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root, _HANDLER: name = '', ...env } = process.env;
let requestId;

for (const [method, level] of Object.entries({
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
})) {
  console[method] = (...args) => {
    const message = args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg))).join(' ');
    process.stdout.write(`${JSON.stringify({ timestamp: new Date().toISOString(), level, requestId, message })}\n`);
  };
}

function ask(method, path, body = '') {
  return new Promise((resolve, reject) => {
    const sent = request(`http://${api}/2018-06-01/runtime/${path}`, { method, agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve({ headers: response.headers, text });
    });
    sent.on('error', reject).end(body);
  });
}

/** As the runtime tells Lambda of an error. */
function told(thrown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  });
}

let handler;
try {
  const [file, member] = name.split('.');
  handler = (await import(join(root, `${file}.mjs`)))[member];
  if (typeof handler !== 'function') throw new Error(`${name} is undefined or not exported`);
} catch (error) {
  await ask('POST', 'init/error', told(error));
  process.exit(129);
}

for (;;) {
  const { headers, text } = await ask('GET', 'invocation/next');
  requestId = headers['lambda-runtime-aws-request-id'];
  clock.aheadMs = Number(headers['test-clock-ahead-ms']);
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  const context = {
    awsRequestId: requestId,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    getRemainingTimeInMillis: () => deadlineMs - RealDate.now(),
  };
  try {
    const answer = await handler(JSON.parse(text), context);
    await ask('POST', `invocation/${requestId}/response`, JSON.stringify(answer ?? null));
  } catch (error) {
    // It logs an error with all that hangs on it.
    console.error('Invoke Error', error);
    await ask('POST', `invocation/${requestId}/error`, told(error));
  }
}
