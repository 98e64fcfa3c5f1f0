/** What the host knows of the guest's built-in modules: the table that is made with the library. */
export interface BuiltinTable {
  has(name: string): boolean;
  text(name: string): string;
}

export function builtinsOf(texts: Readonly<Record<string, string>>): BuiltinTable {
  // A Map, so that `constructor` is a name like any other.
  const table = new Map(Object.entries(texts));
  return {
    has: (name) => table.has(name),
    text: (name) => {
      const text = table.get(name);
      if (text === undefined) throw new RangeError(`there is no built-in module ${name}`);
      return text;
    },
  };
}
