// Fails when the sources differ from the last release and no pending changeset tells users about it.
import { changesetFindings } from './lib/changesets.mjs';
import { reportFindings } from './lib/findings.mjs';
import { root } from './lib/root.mjs';

reportFindings(changesetFindings(root));
