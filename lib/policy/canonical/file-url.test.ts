import { expect, it } from "vitest";
import { fileUrlToPath } from "./file-url";
import { Refusal } from "./refusal";

it.each([
  ["file:///a/b", "/a/b"],
  ["file:///a%20b", "/a b"],
  ["file:///a/../../etc", "/etc"],
  ["file:///a/%2e%2e/b", "/b"],
  ["file:/a?x#y", "/a"],
  ["file://localhost/a", "/a"],
])("%s is %s", (url, path) => expect(fileUrlToPath(url)).toBe(path));

it.each([
  "https://a/b",
  "a",
  "",
  "file://server/share",
  "file:///a%2fb",
  "file:///a%2F..%2Fb",
  "file:///%ff",
])("refuses %j", (url) => expect(fileUrlToPath(url)).toBeInstanceOf(Refusal));
