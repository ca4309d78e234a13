// Walks the sources of all packages and names every place that breaks the layout: one line each, file:line rule what to do.
// What Biome can see in a single file (console, process.env, forbidden globals) is in biome.json.
import { boundaryFindings } from './boundaries/all.mjs';
import { reportFindings } from './lib/findings.mjs';
import { root } from './lib/root.mjs';

reportFindings(boundaryFindings(root));
