import { exitCodes } from './exit-codes.js';

/** A reader that closes the pipe early (`| head -1`) has what it wanted: end without a word. */
export function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.closedPipe);
    throw error;
  });
}
