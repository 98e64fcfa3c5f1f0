/** `Headers`: names in lower case, in order, values joined. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\0\r\n]/;

function nameOf(name: unknown): string {
  const text = String(name);
  if (!NAME.test(text)) throw new TypeError(`Headers.append: ${text} is an invalid header name.`);
  return text.toLowerCase();
}
function textOf(value: unknown): string {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (BAD_VALUE.test(text)) throw new TypeError(`Headers.append: ${text} is an invalid header value.`);
  return text;
}

export class Headers {
  #list: [string, string][] = [];
  constructor(init?: unknown) {
    if (init === undefined || init === null) return;
    if (typeof init !== "object") throw new TypeError("Headers constructor: init is no object.");
    const pairs = Symbol.iterator in init ? (init as Iterable<[unknown, unknown]>) : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }
  append(name: unknown, value: unknown): void {
    this.#list.push([nameOf(name), textOf(value)]);
  }
  delete(name: unknown): void {
    const key = nameOf(name);
    this.#list = this.#list.filter(([each]) => each !== key);
  }
  get(name: unknown): string | null {
    const key = nameOf(name);
    const values = this.#list.filter(([each]) => each === key).map(([, value]) => value);
    return values.length === 0 ? null : values.join(", ");
  }
  getSetCookie(): string[] {
    return this.#list.filter(([each]) => each === "set-cookie").map(([, value]) => value);
  }
  has(name: unknown): boolean {
    const key = nameOf(name);
    return this.#list.some(([each]) => each === key);
  }
  set(name: unknown, value: unknown): void {
    this.delete(name);
    this.append(name, value);
  }
  *entries(): IterableIterator<[string, string]> {
    for (const name of [...new Set(this.#list.map(([each]) => each))].sort()) {
      if (name === "set-cookie") for (const value of this.getSetCookie()) yield [name, value];
      else yield [name, this.get(name) ?? ""];
    }
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }
  forEach(run: (value: string, name: string, headers: Headers) => void): void {
    for (const [name, value] of this.entries()) run(value, name, this);
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  get [Symbol.toStringTag](): string {
    return "Headers";
  }
}
