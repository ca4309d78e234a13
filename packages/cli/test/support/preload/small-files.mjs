// Lets the process make no file larger than INGEST_TEST_MOST_BYTES, as a quota does: the system then refuses what is beyond.
import { execFileSync } from 'node:child_process';

execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${process.env.INGEST_TEST_MOST_BYTES}`]);
