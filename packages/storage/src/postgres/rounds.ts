/** Parts in each of which an article stands once, in the order of the plan. */
export function roundsOf<Change extends { readonly identity: string }>(changes: readonly Change[]): Change[][] {
  const rounds: Change[][] = [];
  const times = new Map<string, number>();
  for (const change of changes) {
    const time = times.get(change.identity) ?? 0;
    times.set(change.identity, time + 1);
    const round = rounds[time];
    if (round === undefined) rounds.push([change]);
    else round.push(change);
  }
  return rounds;
}
