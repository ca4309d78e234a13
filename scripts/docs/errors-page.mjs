import { generatedFrom, table } from './markdown.mjs';

const families = {
  source: 'Sources',
  store: 'The store',
  config: 'Configuration',
  replay: 'Replay',
  sink: 'Sinks',
  run: 'The whole run',
};
const retries = {
  never: 'no',
  backoff: 'yes, after a growing pause',
  'if-delay-fits': 'if the delay it names still fits',
};
const breakers = { counts: 'counts', opens: 'opens at once', untouched: 'untouched' };
const ends = {
  batch: 'this batch at this source',
  source: 'this source for the run',
  rest: 'this source for the run; what was sent is waited for',
  run: 'the run',
};

const intro = `Every failure has a code of this closed list. The code is a contract, the message is prose and may change. With \`--json\`
an error is \`{"error": {"code", "message", "hint"}}\`; in code it is an \`IngestError\`, recognised by \`IngestError.is(error)\`.`;

/** What a failure does to its source and its run; that of a sink does nothing to either. */
function effects({ family, retry, breaker, ends: ended }) {
  return family === 'sink' ? ['', '', ''] : [retries[retry], breakers[breaker], ends[ended]];
}

/** docs/errors.md: the table by which the program itself decides. */
export function errorsPage(dispositions) {
  const sections = Object.entries(families).map(([family, title]) => {
    const rows = Object.entries(dispositions).filter(([, row]) => row.family === family);
    return [
      `## ${title}`,
      table(
        ['code', 'what it means', 'what to do', 'sent again', 'circuit breaker', 'ends'],
        rows.map(([code, row]) => [`\`${code}\``, row.meaning, row.remedy, ...effects(row)]),
      ),
    ].join('\n\n');
  });
  const unnamed = sections.filter((section) => section.includes('undefined'));
  if (unnamed.length > 0)
    throw new Error('docs/errors.md has no words for what a code does: see scripts/docs/errors-page.mjs');
  const unknown = Object.entries(dispositions).filter(([, row]) => !(row.family in families));
  if (unknown.length > 0)
    throw new Error(`docs/errors.md has no section for the family of ${unknown.map(([code]) => code).join(', ')}`);
  return `${[generatedFrom('packages/core/src/errors/codes.ts'), '# Error codes', intro, ...sections].join('\n\n')}\n`;
}
