/** The first line of a page that nobody edits by hand. */
export function generatedFrom(source) {
  return `<!-- Made from ${source}; change that and run: npm run docs -->`;
}

/** A table; a column that no row fills is left out. */
export function table(head, rows) {
  const filled = head.map((_, column) => rows.some((row) => row[column] !== ''));
  const line = (cells) =>
    `| ${cells
      .filter((_, column) => filled[column])
      .map(cell)
      .join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar would end the cell, a line break the row. */
function cell(text) {
  return String(text)
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ');
}
