import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLAIN, restyled, type Style, sgr } from "./style";

const styleOf = (text: string, before: Style = PLAIN) =>
  restyled(
    before,
    text.split(";").map((param) => param.split(":").map(Number)),
  );

describe("styles", () => {
  it.each([
    ["1;31", { bold: true, fg: 1 }],
    ["97;104", { fg: 15, bg: 12 }],
    ["0", {}],
    ["", {}],
    ["4:3", { underline: true }],
    ["4:0", {}],
    ["38;5;9", { fg: 9 }],
    ["38;5;196", { fg: 1 }],
    ["48;5;232", { bg: 0 }],
    ["38;2;255;255;255", { fg: 15 }],
    ["38:2::0:0:170", { fg: 4 }],
    ["38:2:0:170:0;1", { fg: 2, bold: true }],
    ["38;2;170;0;0;1", { fg: 1, bold: true }],
    ["38;5;1;7", { fg: 1, inverse: true }],
    ["58;5;3;9", { strike: true }],
    ["38", {}],
    ["38;9;1", { bold: true }],
    ["38;5;999", {}],
  ])("of %j", (text, style) => expect(styleOf(text)).toEqual(style));

  it("neither hide nor blink", () => expect(styleOf("5;6;8")).toEqual({}));

  it("can be taken back one by one", () => {
    const all = styleOf("1;2;3;4;7;9;31;42");
    expect(styleOf("22;23;24;27;29;39;49", all)).toEqual({});
    expect(styleOf("0", all)).toEqual({});
  });

  it("are said so that they are read as they were", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 })),
        (params) => {
          const style = restyled(PLAIN, params);
          expect(styleOf(sgr(style).slice(2, -1), { strike: true, bg: 3 })).toEqual(style);
        },
      ),
    );
  });
});
