/** What the table of records says beside the line. */
export function fromJson(line: string): readonly [type: string, verdict: string | null, line: string] {
  const { type, data } = JSON.parse(line) as { type: string; data: { verdict?: string } };
  return [type, data.verdict ?? null, line];
}
