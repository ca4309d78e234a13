// Gives up the rights of root, under which no file is read-only.
if (process.getuid?.() === 0) {
  process.setgid(65_534);
  process.setuid(65_534);
}
