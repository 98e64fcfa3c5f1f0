/** An instant as people read it in a log: in UTC, so that the server and every reader write the same. */
export function moment(instant: string | number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return "no time";
  const iso = date.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** Of a record: the time of day with its milliseconds is what tells records apart. */
export function clock(ts: string): string {
  return ts.slice(11, 23);
}

/** How much, in a unit in which it has few digits. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function msInWords(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
