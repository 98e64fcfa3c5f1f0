import { describe, expect, it } from "vitest";
import { urlPath } from "./url-path";

describe("urlPath", () => {
  it.each([
    ["/", "/"],
    ["/a/b", "/a/b"],
    ["/a/", "/a"],
    ["/%61%2D%7e", "/a-~"],
    ["/%c3%bc", "/%C3%BC"],
    ["/a%20b", "/a%20B".replace("B", "b")],
    ["/a!$&'()*+,=:@b", "/a!$&'()*+,=:@b"],
    ["/%3f%23", "/%3F%23"],
  ])("%s is matched as %s", (pathname, path) => expect(urlPath(pathname)).toEqual({ path, ambiguous: null }));

  it.each([
    "/a%2fb",
    "/a%2Fb",
    "/..%2f",
    "/a%5cb",
    "/a%3bb",
    "/a;b",
    "/admin;x/y",
    "//a",
    "/a//b",
    "/a%00",
    "/%0a",
    "/%7f",
    "/%252e",
    "/%25%32%65",
    "/%2525",
    "/%c0%ae",
    "/%ff",
    "/%c3",
    "/%c3/%bc",
    "/%",
    "/%zz",
    "/a%2",
    "/%2e%2e%3b",
    "/a\\b",
  ])("%s is in doubt", (pathname) => expect(urlPath(pathname).ambiguous).not.toBeNull());

  it("is a fixed point of itself", () => {
    for (const pathname of ["/%61/%c3%bc/", "/a%20b", "/~x"]) {
      const { path } = urlPath(pathname);
      expect(urlPath(path).path).toBe(path);
    }
  });
});
