/** Whether two trees say the same, wherever it stands and however it is spelt. The order of keys does not matter. */
import type { TomlNode } from "./tree";

export function sameTree(left: TomlNode, right: TomlNode): boolean {
  if (left.kind === "table") {
    if (right.kind !== "table" || left.entries.size !== right.entries.size) return false;
    for (const [name, entry] of left.entries) {
      const other = right.entries.get(name);
      if (other === undefined || !sameTree(entry.node, other.node)) return false;
    }
    return true;
  }
  if (left.kind === "array") {
    if (right.kind !== "array" || left.items.length !== right.items.length) return false;
    return left.items.every((item, index) => {
      const other = right.items[index];
      return other !== undefined && sameTree(item, other);
    });
  }
  return left.kind === right.kind && Object.is(left.value, right.value);
}
