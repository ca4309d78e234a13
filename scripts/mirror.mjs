// Names every source file that has code but no test at the mirrored path: src/a/b.ts wants test/a/b.test.ts.
import { reportFindings } from './lib/findings.mjs';
import { mirrorFindings } from './lib/mirror.mjs';
import { root } from './lib/root.mjs';

reportFindings(mirrorFindings(root));
