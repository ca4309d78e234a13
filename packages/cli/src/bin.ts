import { setMaxListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { endQuietlyOnClosedPipe } from './closed-pipe.js';
import { main } from './main.js';
import { forAsLongAs } from './own-life.js';

// Optimising the HTTP parser of `fetch`, which is WebAssembly, costs a fifth of a short run and gains nothing; before anything runs.
setFlagsFromString('--liftoff-only');
// Each sink and each request listens for the end of the run: many of them are no leak.
setMaxListeners(0);
endQuietlyOnClosedPipe();
process.exitCode = await forAsLongAs(main(process.argv.slice(2)));
