// Appends the most memory that the process took, in kB, to the file that INGEST_TEST_MEMORY_FILE names.
import { appendFileSync } from 'node:fs';

process.on('exit', () => appendFileSync(process.env.INGEST_TEST_MEMORY_FILE, `${process.resourceUsage().maxRSS}\n`));
