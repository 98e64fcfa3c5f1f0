import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insertable, meantBy } from "./keys";

describe("keys", () => {
  it("mean what they do in a shell", () => {
    expect(meantBy("\r")).toEqual({ means: "run" });
    expect(meantBy("\u0003")).toEqual({ means: "interrupt" });
    expect(meantBy("\u001b[A")).toEqual({ means: "edit", action: { type: "older" } });
    expect(meantBy("é")).toEqual({ means: "edit", action: { type: "insert", text: "é" } });
    expect(meantBy("\u001b[200~")).toEqual({ means: "nothing" });
    expect(meantBy("\u001b[8;24;80t")).toEqual({ means: "nothing" });
  });

  it("are not in what was pasted: it is put in, and runs nothing", () => {
    expect(meantBy("ls\rrm -rf .\r")).toEqual({
      means: "edit",
      action: { type: "insert", text: "ls\nrm -rf ." },
    });
    expect(insertable("a\u001b[201~\rb\u0003\u009bc\t\n\n")).toBe("a[201~\nbc\t");
  });

  it("run something only by themselves", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2 }), fc.nat(), (text, at) => {
        const data = `${text.slice(0, at % text.length)}\r${text.slice(at % text.length)}`;
        expect(["edit", "nothing"]).toContain(meantBy(data).means);
      }),
    );
  });
});
