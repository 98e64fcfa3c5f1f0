/** The answers of the last texts, by the exact text: agents repeat themselves. Bounded by number and by size. */
export class TextCache<Value> {
  private readonly entries = new Map<string, Value>();
  private units = 0;
  private readonly limits: { readonly entries: number; readonly units: number };

  constructor(limits: { readonly entries: number; readonly units: number }) {
    this.limits = limits;
  }

  get(text: string): Value | undefined {
    const value = this.entries.get(text);
    if (value !== undefined) {
      // A Map keeps the order of insertion: what is used goes to the end.
      this.entries.delete(text);
      this.entries.set(text, value);
    }
    return value;
  }

  set(text: string, value: Value): void {
    if (text.length > this.limits.units / 8) return;
    if (!this.entries.has(text)) this.units += text.length;
    this.entries.set(text, value);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.limits.entries && this.units <= this.limits.units) break;
      this.entries.delete(oldest);
      this.units -= oldest.length;
    }
  }
}
