import { describe, expect, it } from "vitest";
import { sectionOf, testsIn } from "./sample";

const toml = `spec = 1

[a]
x = 1 # one

[b]
y = 2
`;

describe("sectionOf", () => {
  it("takes a section up to the next, and says where it starts", () => {
    expect(sectionOf(toml, "[a]")).toEqual([
      { number: 3, text: "[a]" },
      { number: 4, text: "x = 1 # one" },
    ]);
  });
  it("takes the last section to the end", () => {
    expect(sectionOf(toml, "[b]")).toEqual([
      { number: 6, text: "[b]" },
      { number: 7, text: "y = 2" },
    ]);
  });
  it("is empty where there is none", () => {
    expect(sectionOf(toml, "[c]")).toEqual([]);
  });
});

describe("testsIn", () => {
  it("reads what each test expects", () => {
    const one = '[[test]]\nname = "n"\nrequest = { op = "fs.read", path = "/x" }\nexpect = "deny"\n';
    expect(testsIn(one)).toEqual([{ name: "n", expect: "deny" }]);
  });
});
