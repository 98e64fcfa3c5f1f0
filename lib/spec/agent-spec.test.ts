import { describe, expect, it } from "vitest";
import { z } from "zod";
import { agentSpecSchema } from "./agent-spec";
import { load } from "./load";
import { unwrap } from "./schema/walk";
import { EVERY_KEY_SPEC } from "./testing/every-key";

interface Place {
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
}

/** Every key of the definition, as paths; names that authors choose are NAME. */
function everyKey(schema: z.core.$ZodType, path: readonly string[] = []): Place[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodRecord) return everyKey(inner.def.valueType, [...path, "NAME"]);
  if (inner instanceof z.ZodArray) return everyKey(inner.def.element, path);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.def.shape).flatMap(([key, child]) => [
    { path: [...path, key], schema: child },
    ...everyKey(child, [...path, key]),
  ]);
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [key, ...rest] = path;
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  if (key === undefined) return [value];
  if (typeof value !== "object" || value === null) return [];
  if (key === "NAME") return Object.values(value).flatMap((child) => valuesAt(child, rest));
  const child: unknown = Reflect.get(value, key);
  return child === undefined ? [] : valuesAt(child, rest);
}

const places = everyKey(agentSpecSchema);

describe("the definition", () => {
  it("knows the sections of the language", () => {
    expect(Object.keys(agentSpecSchema.shape)).toEqual([
      "spec",
      "agent",
      "capabilities",
      "guards",
      "approvals",
      "resources",
      "audit",
      "checkpoint",
      "compliance",
      "test",
    ]);
  });

  it.each(places.map(({ path, schema }) => [path.join("."), schema] as const))(
    "describes %s",
    (_, schema) => {
      expect(z.globalRegistry.get(schema)?.description).toMatch(/\.$/);
    },
  );

  it("gives every key that is no section an example that it accepts", () => {
    const missing = places.filter(({ schema }) => {
      const inner = unwrap(schema);
      const section = inner instanceof z.ZodObject || inner instanceof z.ZodRecord;
      const examples = z.globalRegistry.get(schema)?.examples;
      if (section || (inner instanceof z.ZodArray && unwrap(inner.def.element) instanceof z.ZodObject))
        return false;
      return !Array.isArray(examples) || !examples.every((example) => z.safeParse(schema, example).success);
    });
    expect(missing.map(({ path }) => path.join("."))).toEqual([]);
  });

  it("is used up by the spec that uses every key", () => {
    const { spec, diagnostics } = load(EVERY_KEY_SPEC);
    expect(diagnostics).toEqual([]);
    const unused = places.filter(({ path }) => valuesAt(spec, path).length === 0);
    expect(unused.map(({ path }) => path.join("."))).toEqual([]);
  });

  it.each(
    places.filter(({ schema }) => unwrap(schema) instanceof z.ZodObject).map(({ path }) => path.join(".")),
  )("is strict in %s", (path) => {
    const header = path.startsWith("test.") ? null : path.replaceAll("NAME", "x");
    if (header === null) return;
    const { diagnostics } = load(
      `[agent]\nname = "x"\n[${header}]\nsurely_unknown = 1\n`.replace(
        '[agent]\nname = "x"\n[agent]',
        '[agent]\nname = "x"',
      ),
    );
    expect(diagnostics.map(({ code }) => code)).toContain("ADS010");
  });
});
