import stringWidth from 'string-width';

/** A line and the command to type next, which gets a line of its own where both are too wide: a command that is cut is none. */
export function withCommand(line: string, command: string, columns: number): string[] {
  const together = `${line}   (${command})`;
  return stringWidth(together) <= columns ? [together] : [line, `    (${command})`];
}
