import { expect, it } from "vitest";
import { HostIndex } from "./host-index";

it("files rules by host", () => {
  const index = new HostIndex();
  index.add({ kind: "any" }, "", 0);
  index.add({ kind: "exact", host: "a.test" }, "a.test", 1);
  index.add({ kind: "subdomains", suffix: ".a.test" }, "a.test", 2);
  index.add({ kind: "subdomains", suffix: ".test" }, "test", 3);
  const found = (host: string) => index.candidates(host).sort();
  expect([
    found("a.test"),
    found("x.a.test"),
    found("y.x.a.test"),
    found("xa.test"),
    found("test"),
    found("::1"),
  ]).toEqual([[0, 1, 3], [0, 2, 3], [0, 2, 3], [0, 3], [0], [0]]);
});
