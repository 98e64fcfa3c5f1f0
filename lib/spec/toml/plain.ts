/**
 * From the tree to plain values, for validation: what JSON can say, and nothing else. Dates, infinities, NaN and
 * integers beyond 2^53 are faults, because the language has no use for them and JSON no spelling.
 *
 * Guarantees: objects without prototype, so that `__proto__` is a name like any other on the way; as a key it is a
 * fault, because readers further on would drop it silently.
 */
import type { SpecPath } from "../diagnostics/diagnostic";
import type { TomlNode, TomlScalar } from "./tree";

export interface PlainFault {
  readonly kind: "value" | "key";
  readonly message: string;
  readonly path: SpecPath;
}

export function toPlain(root: TomlNode): { readonly value: unknown; readonly faults: readonly PlainFault[] } {
  const faults: PlainFault[] = [];
  return { value: convert(root, [], faults), faults };
}

function convert(node: TomlNode, path: (string | number)[], faults: PlainFault[]): unknown {
  if (node.kind === "array") return node.items.map((item, index) => inside(item, index, path, faults));
  if (node.kind !== "table") return convertScalar(node, path, faults);
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, entry] of node.entries) {
    if (name === "__proto__") {
      faults.push({
        kind: "key",
        message: 'No key of the language is called "__proto__".',
        path: [...path, name],
      });
    } else object[name] = inside(entry.node, name, path, faults);
  }
  return object;
}

/** One path is shared on the way down and copied only for a fault, so that a large file costs no more than its size. */
function inside(node: TomlNode, segment: string | number, path: (string | number)[], faults: PlainFault[]) {
  path.push(segment);
  const value = convert(node, path, faults);
  path.pop();
  return value;
}

function convertScalar(node: TomlScalar, path: SpecPath, faults: PlainFault[]): unknown {
  const refuse = (message: string) => {
    faults.push({ kind: "value", message, path: [...path] });
    return null;
  };
  switch (node.kind) {
    case "string":
    case "boolean":
      return node.value;
    case "integer": {
      const number = Number(node.value);
      return Number.isSafeInteger(number) ? number : refuse("The number is too large; the limit is 2^53.");
    }
    case "float":
      return Number.isFinite(node.value) ? node.value : refuse("The number must be finite.");
    default:
      return refuse("The language has no dates; write a text in quotes.");
  }
}
