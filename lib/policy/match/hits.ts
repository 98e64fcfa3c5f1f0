/** A growing list of rule numbers that is filled and emptied over and over without allocating. */
export class Hits {
  rules = new Int32Array(64);
  count = 0;

  push(rule: number): void {
    if (this.count === this.rules.length) {
      const grown = new Int32Array(this.count * 2);
      grown.set(this.rules);
      this.rules = grown;
    }
    this.rules[this.count++] = rule;
  }
}
