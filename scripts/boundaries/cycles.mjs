/** Files that import each other in a circle. Types may: nothing of them is left when the program runs. */
export function cycleFindings(packages) {
  const edges = new Map(
    packages.flatMap(({ files }) =>
      files.map((file) => [
        file.path,
        file.imports.filter(({ kind, target }) => kind !== 'type' && target !== undefined),
      ]),
    ),
  );
  return circles(edges).map((circle) => {
    const [first, second] = circle;
    const line = edges.get(first)?.find(({ target }) => target === second)?.line ?? 1;
    const way = [...circle, first].join(' -> ');
    return { file: first, line, rule: 'cycle', todo: `move what both need to a file of its own: ${way}` };
  });
}

/** One circle for every way back that a walk in depth meets. */
function circles(edges) {
  const done = new Set();
  const found = [];
  const walk = (path, trail) => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) {
      found.push(trail.slice(seenAt));
      return;
    }
    if (done.has(path)) return;
    for (const { target } of edges.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}
