import { exec } from '../lib/pnpm.mjs';

/** Runs a program of the workspace; it counts as one. What it prints is shown when it fails. */
export function tool(...command) {
  const { status, stdout, stderr, error } = exec(command, { stdio: 'pipe', encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status === 0) return { passed: 1, failed: 0, skipped: 0 };
  process.stdout.write(`${stdout ?? ''}${stderr ?? ''}`);
  console.log(`✗ ${command.join(' ')}${error ? `: ${error.message}` : ` ended with ${status}`}`);
  return { passed: 0, failed: 1, skipped: 0 };
}
