import { setFlagsFromString } from 'node:v8';
import { endQuietlyOnClosedPipe } from './closed-pipe.js';
import { main } from './main.js';

// Optimising the HTTP parser of `fetch`, which is WebAssembly, costs a fifth of a short run and gains nothing; before anything runs.
setFlagsFromString('--liftoff-only');
endQuietlyOnClosedPipe();
process.exitCode = await main(process.argv.slice(2));
