/** Longer than any command. A timer that fires once in weeks wakes nobody. */
const weeksMs = 2 ** 31 - 1;
const lookAgainMs = 500;

/**
 * Keeps the process alive for a command and no longer: modules from outside may hold a promise that nothing ever settles, which
 * alone keeps no process alive, or leave a handle open, which would keep it for ever. What is still on its way out is waited for.
 */
export async function forAsLongAs(work: Promise<number>): Promise<number> {
  const alive = setInterval(() => {}, weeksMs);
  try {
    return await work;
  } finally {
    clearInterval(alive);
    endSoon();
  }
}

function endSoon(): void {
  const look = setTimeout(() => {
    if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
    endSoon();
  }, lookAgainMs);
  look.unref();
}
