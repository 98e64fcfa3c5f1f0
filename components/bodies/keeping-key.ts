/** Under which the choice is remembered, by `useKeptChoice`. Apart from the store, which the first screen does without. */
export function keepingKey(workspaceId: string): string {
  return `aegis-bodies:${workspaceId}`;
}
