import stringWidth from 'string-width';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Takes what the others leave of the terminal's width; its texts are cut to that. */
  readonly isFlexible?: boolean;
}

/** Lines of a table, never wider than `columns`; wide characters count as two. Cells must be escaped already. */
export function renderTable(
  titles: readonly Column[],
  rows: readonly (readonly string[])[],
  columns: number,
  ellipsis: string,
): string[] {
  const widths = titles.map(({ title }, index) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[index] ?? ''))),
  );
  const flexible = titles.findIndex(({ isFlexible }) => isFlexible);
  if (flexible >= 0) {
    const others = widths.reduce((sum, width, index) => (index === flexible ? sum : sum + width), 0);
    const left = columns - margin.length - others - gap.length * (titles.length - 1);
    widths[flexible] = Math.min(widths[flexible] ?? 0, Math.max(narrowest, left));
  }
  const line = (cells: readonly string[]) =>
    titles
      .map(({ align }, index) => pad(cells[index] ?? '', widths[index] ?? 0, align ?? 'left', ellipsis))
      .join(gap)
      .trimEnd();
  return [line(titles.map(({ title }) => title)), ...rows.map(line)].map((text) =>
    cut(margin + text, columns, ellipsis),
  );
}

const margin = ' ';
const gap = '  ';
const narrowest = 12;

function pad(text: string, width: number, align: 'left' | 'right', ellipsis: string): string {
  const fitting = cut(text, width, ellipsis);
  const fill = ' '.repeat(Math.max(0, width - stringWidth(fitting)));
  return align === 'left' ? fitting + fill : fill + fitting;
}

/** Cuts a text to a width at a character boundary, with a mark that it was cut. A colour takes no width, and ends all the same. */
export function cut(text: string, width: number, ellipsis: string): string {
  if (stringWidth(text) <= width) return text;
  const room = width - stringWidth(ellipsis);
  let kept = '';
  let used = 0;
  for (const [index, part] of text.split(colour).entries()) {
    if (index % 2 === 1) {
      kept += part;
      continue;
    }
    for (const { segment } of new Intl.Segmenter().segment(part)) {
      const isCut = used > room;
      used += stringWidth(segment);
      if (used <= room) kept += segment;
      else if (!isCut) kept += ellipsis;
    }
  }
  return kept;
}

/** What a painter writes; texts from elsewhere are escaped before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what a colour begins with
const colour = /(\u001b\[[\d;]*m)/;
