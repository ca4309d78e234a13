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
const ends = { batch: 'this batch at this source', source: 'this source for the run', run: 'the run' };

const intro = `Every failure has a code of this closed list. The code is a contract, the message is prose and may change. With \`--json\`
an error is \`{"error": {"code", "message", "hint"}}\`; in code it is an \`IngestError\`, recognised by \`IngestError.is(error)\`.`;

/** docs/errors.md: the table by which the program itself decides. */
export function errorsPage(dispositions) {
  const sections = Object.entries(families).map(([family, title]) => {
    const rows = Object.entries(dispositions).filter(([, row]) => row.family === family);
    return [
      `## ${title}`,
      table(
        ['code', 'what it means', 'what to do', 'sent again', 'circuit breaker', 'ends'],
        rows.map(([code, row]) => [
          `\`${code}\``,
          row.meaning,
          row.remedy,
          retries[row.retry],
          breakers[row.breaker],
          ends[row.ends],
        ]),
      ),
    ].join('\n\n');
  });
  const unknown = Object.entries(dispositions).filter(([, row]) => !(row.family in families));
  if (unknown.length > 0)
    throw new Error(`docs/errors.md has no section for the family of ${unknown.map(([code]) => code).join(', ')}`);
  return `${[generatedFrom('packages/core/src/errors/codes.ts'), '# Error codes', intro, ...sections].join('\n\n')}\n`;
}
