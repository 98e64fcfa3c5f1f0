/** A long identifier with its middle left out: both ends are what people compare. */
export function shortenMiddle(value: string, head = 8, tail = 6): string {
  return value.length <= head + tail + 1 ? value : `${value.slice(0, head)}…${value.slice(-tail)}`;
}
