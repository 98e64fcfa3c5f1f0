import { describe, expect, it } from "vitest";
import { asking } from "../testing/asking";

const ask = asking(`
[capabilities.network]
allow_egress = ["https://api.github.com", "GET https://*.example.com/v1/**", "http://10.0.0.7:8080", "https://*:9443"]
approve_egress = ["POST https://api.github.com/repos/*/*/issues"]
deny_egress = ["*", "https://bad.example.com", "https://api.github.com/admin/**"]
`);

describe("net.fetch", () => {
  it.each([
    ["GET", "https://api.github.com/x", "allow network.allow_egress[0]"],
    ["GET", "https://API.github.com.:443/x?y#z", "allow network.allow_egress[0]"],
    ["GET", "http://api.github.com/x", "deny DENIED_BY_DEFAULT"],
    ["GET", "https://api.github.com:444/x", "deny DENIED_BY_DEFAULT"],
    ["post", "https://api.github.com/repos/a/b/issues", "approve network.approve_egress[0]"],
    ["POST", "https://api.github.com/repos/a/b/issues/1", "allow network.allow_egress[0]"],
    ["GET", "https://api.github.com/admin", "deny network.deny_egress[2]"],
    ["GET", "https://api.github.com/%61dmin/x", "deny network.deny_egress[2]"],
    ["GET", "https://api.github.com/x%2f..%2fadmin", "deny network.deny_egress[2]"],
    ["GET", "https://api.github.com//admin", "deny network.deny_egress[2]"],
    ["GET", "https://a.example.com/v1", "allow network.allow_egress[1]"],
    ["GET", "https://b.a.example.com/v1/x", "allow network.allow_egress[1]"],
    ["POST", "https://a.example.com/v1/x", "deny DENIED_BY_DEFAULT"],
    ["GET", "https://example.com/v1/x", "deny DENIED_BY_DEFAULT"],
    ["GET", "https://a.example.com/v1/../v2", "deny DENIED_BY_DEFAULT"],
    ["GET", "https://a.example.com/v1/%2e%2e/v2", "deny DENIED_BY_DEFAULT"],
    ["GET", "https://a.example.com/v1/..%2fv2", "deny DENIED_BY_DEFAULT"],
    ["GET", "https://bad.example.com/v1/x", "deny network.deny_egress[1]"],
    ["GET", "http://10.0.0.7:8080/", "allow network.allow_egress[2]"],
    ["GET", "http://0xa.7:8080/", "allow network.allow_egress[2]"],
    ["GET", "http://10.0.0.8:8080/", "deny DENIED_ADDRESS"],
    ["GET", "https://1.1.1.1:9443/", "allow network.allow_egress[3]"],
    ["GET", "https://169.254.169.254:9443/", "deny DENIED_ADDRESS"],
    ["GET", "https://localhost:9443/", "deny DENIED_ADDRESS"],
    ["GET", "https://x.localhost:9443/", "deny DENIED_ADDRESS"],
    ["GET", "https://[::ffff:a00:7]:9443/", "deny DENIED_ADDRESS"],
    ["GET", "wss://api.github.com/", "deny DENIED_BY_DEFAULT"],
    ["GET", "https://u@api.github.com/", "deny MALFORMED_REQUEST"],
    ["GET", "file:///etc/passwd", "deny MALFORMED_REQUEST"],
    ["CONNECT", "https://api.github.com/", "deny MALFORMED_REQUEST"],
    ["TRACE", "https://api.github.com/", "deny MALFORMED_REQUEST"],
    ["GET\r\nX: y", "https://api.github.com/", "deny MALFORMED_REQUEST"],
    ["", "https://api.github.com/", "deny MALFORMED_REQUEST"],
  ])("%s %s: %s", (method, url, expected) =>
    expect(ask.brief({ op: "net.fetch", method, url })).toBe(expected),
  );

  it("is GET when nothing is said, and carries what to send", () => {
    expect(ask({ op: "net.fetch", url: "https://API.github.com/a/../b?q#f" }).canonical).toEqual({
      op: "net.fetch",
      method: "GET",
      url: "https://api.github.com/b?q",
      host: "api.github.com",
      port: 443,
    });
  });

  it("suggests the one request, and nothing where no rule could help", () => {
    const suggested = ask({ op: "net.fetch", method: "PUT", url: "https://x.test:8443/a*/[b]/?q" }).suggestion
      ?.add as string;
    expect(suggested).toBe("PUT https://x.test:8443/a[*]/[[]b]");
    const again = asking(`[capabilities.network]\nallow_egress = [${JSON.stringify(suggested)}]\n`);
    expect(again({ op: "net.fetch", method: "PUT", url: "https://x.test:8443/a*/[b]/?q" }).verdict).toBe(
      "allow",
    );
    expect(ask({ op: "net.fetch", url: "wss://x.test/" }).suggestion).toBeNull();
    expect(ask({ op: "net.fetch", url: "https://x.test/a%2fb" }).suggestion).toBeNull();
  });
});

describe("net.connect", () => {
  it.each([
    ["1.1.1.1", 9443, "allow network.allow_egress[3]"],
    ["10.0.0.7", 8080, "allow network.allow_egress[2]"],
    ["012.0.0.7", 8080, "allow network.allow_egress[2]"],
    ["api.github.com", 443, "deny network.deny_egress[2]"],
    ["a.example.com", 443, "deny DENIED_BY_DEFAULT"],
    ["127.1", 9443, "deny DENIED_ADDRESS"],
    ["a.test", 0, "deny MALFORMED_REQUEST"],
    ["a.test", 65_536, "deny MALFORMED_REQUEST"],
    ["a.test", 1.5, "deny MALFORMED_REQUEST"],
    ["a.test:9443", 9443, "deny MALFORMED_REQUEST"],
  ])("%s %d: %s", (host, port, expected) =>
    expect(ask.brief({ op: "net.connect", host, port })).toBe(expected),
  );
});
