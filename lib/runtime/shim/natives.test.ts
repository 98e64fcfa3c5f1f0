/** Held to Node, in a realm where V8 has nothing of it. */
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const context = createContext({});
const inRealm = (text: string) => runInContext(text, context);

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: 'import { installNatives } from "./natives"; installNatives();',
      resolveDir: import.meta.dirname ?? __dirname,
    },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2023",
  });
  inRealm(outputFiles[0]?.text ?? "");
});

/** What both say of a text: an answer, or the name of an error and its code. */
function said(work: () => unknown): unknown {
  try {
    return work();
  } catch (thrown) {
    const { name, code } = thrown as { name: string; code: unknown };
    return [name, code];
  }
}

describe("base64", () => {
  it("of bytes is Node's, and comes back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64");
        const list = `new Uint8Array([${bytes.join()}])`;
        expect(inRealm(`${list}.toBase64()`)).toBe(text);
        expect(inRealm(`${list}.toHex()`)).toBe(Buffer.from(bytes).toString("hex"));
        expect([...inRealm(`Uint8Array.fromBase64(${JSON.stringify(text)})`)]).toEqual([...bytes]);
      }),
      { numRuns: RUNS },
    );
  });

  it("of text is as browsers and Node have it, right or wrong", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.string({ unit: fc.constantFrom("A", "b", "=", " ", "\n", "+", "/", "-", "é") }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const quoted = JSON.stringify(text);
        expect(said(() => inRealm(`atob(${quoted})`))).toEqual(said(() => atob(text)));
        expect(said(() => inRealm(`btoa(${quoted})`))).toEqual(said(() => btoa(text)));
      }),
      { numRuns: RUNS },
    );
  });
});

describe("DOMException", () => {
  it.each(["AbortError", "DataCloneError", "QuotaExceededError", "InvalidStateError", "toString", "Own"])(
    "has the code of %s",
    (name) => {
      const { code } = new DOMException("m", name);
      expect(inRealm(`new DOMException("m", ${JSON.stringify(name)}).code`)).toBe(code);
      expect(inRealm(`String(new DOMException("m", ${JSON.stringify(name)}))`)).toBe(`${name}: m`);
    },
  );
  it("is an error", () => {
    expect(inRealm("new DOMException() instanceof Error && new DOMException().name")).toBe("Error");
  });
});
