import { styleText } from 'node:util';

/** Colour for state only, and never the only carrier of meaning: each state has a sign of its own. */
export interface Paint {
  ok(text?: string): string;
  attention(text?: string): string;
  failed(text?: string): string;
  dim(text: string): string;
  readonly arrow: string;
  readonly dash: string;
  readonly ellipsis: string;
  readonly dot: string;
  /** A day without a session. */
  readonly closed: string;
  /** A day that closes early. */
  readonly half: string;
}

export function painter(hasColor: boolean, hasUnicode: boolean): Paint {
  // Whether the stream takes colour was decided by who asked.
  const style = (format: 'green' | 'yellow' | 'red' | 'dim', text: string) =>
    hasColor ? styleText(format, text, { validateStream: false }) : text;
  return {
    ok: (text = hasUnicode ? '✓' : '+') => style('green', text),
    attention: (text = '!') => style('yellow', text),
    failed: (text = hasUnicode ? '✗' : 'x') => style('red', text),
    dim: (text) => style('dim', text),
    arrow: hasUnicode ? '→' : '->',
    dash: hasUnicode ? '–' : '-',
    ellipsis: hasUnicode ? '…' : '...',
    dot: hasUnicode ? '·' : '-',
    closed: hasUnicode ? '×' : 'x',
    half: hasUnicode ? '½' : '*',
  };
}
