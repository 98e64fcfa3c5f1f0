/** "rgb(12, 34, 56)" or "rgba(…, 0.5)", as browsers compute colours, to the "#rrggbb[aa]" that Monaco takes. */
export function toHex(computed: string): string {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (computed.match(/[\d.]+/g) ?? []).map(Number);
  const channels = alpha < 1 ? [red, green, blue, alpha * 255] : [red, green, blue];
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}
