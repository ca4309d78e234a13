/** Prints one line a finding and fails the process when there is one. */
export function reportFindings(findings) {
  for (const { file, line, rule, todo } of findings) console.error(`${file}:${line} ${rule} ${todo}`);
  if (findings.length > 0) process.exitCode = 1;
}
