import { exitCodes } from './exit-codes.js';

/** Longer than any command. A timer that fires once in weeks wakes nobody. */
const weeksMs = 2 ** 31 - 1;
const lookAgainMs = 500;

/**
 * Keeps the process alive for a command and no longer: modules from outside may hold a promise that nothing ever settles, which
 * alone keeps no process alive, or leave a handle open, which would keep it for ever. What is still on its way out is waited for.
 * One that ends the process itself must not look as if the command had done its work: whatever comes after is not done.
 */
export async function forAsLongAs(work: Promise<number>): Promise<number> {
  const alive = setInterval(() => {}, weeksMs);
  const onExit = (code: number) => {
    if (code !== exitCodes.ok) return;
    process.exitCode = exitCodes.bug;
    process.stderr.write(endedFromInside);
  };
  process.once('exit', onExit);
  try {
    return await work;
  } finally {
    process.removeListener('exit', onExit);
    clearInterval(alive);
    endSoon();
  }
}

const endedFromInside =
  '✗ a module from outside ended the process (process.exit) before the command was done\n  mend the source, sink, store or scorer of your own that does\n';

function endSoon(): void {
  const look = setTimeout(() => {
    if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
    endSoon();
  }, lookAgainMs);
  look.unref();
}
