import { exitCodes } from './exit-codes.js';

/** A reader that closes the pipe early (`| head -1`) has what it wanted: end without a word. Output that cannot be written says so. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return process.exit(exitCodes.closedPipe);
    process.stderr.write(
      `✗ the output cannot be written (${error.code ?? error.message})\n  make room where it goes, or send it elsewhere\n`,
    );
    process.exit(exitCodes.usage);
  });
}
