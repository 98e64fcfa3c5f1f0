import { describe, expect, it } from "vitest";
import { asking } from "../testing/asking";

const ask = asking(`
[capabilities.exec]
env = ["LANG", "TZ"]
[capabilities.secrets.GITHUB_TOKEN]
hosts = ["uploads.github.com", "*.github.com", "127.0.0.1"]
[capabilities.agents]
spawn = ["summarizer", "team/*"]
`);

describe("secrets, variables, agents", () => {
  it.each<[object, string]>([
    [
      { op: "secret.use", name: "GITHUB_TOKEN", host: "API.github.com." },
      "allow secrets.GITHUB_TOKEN.hosts[1]",
    ],
    [
      { op: "secret.use", name: "GITHUB_TOKEN", host: "uploads.github.com" },
      "allow secrets.GITHUB_TOKEN.hosts[0]",
    ],
    [{ op: "secret.use", name: "GITHUB_TOKEN", host: "0x7f.1" }, "allow secrets.GITHUB_TOKEN.hosts[2]"],
    [{ op: "secret.use", name: "GITHUB_TOKEN", host: "github.com" }, "deny DENIED_BY_DEFAULT"],
    [{ op: "secret.use", name: "GITHUB_TOKEN", host: "evilgithub.com" }, "deny DENIED_BY_DEFAULT"],
    [{ op: "secret.use", name: "GITHUB_TOKEN", host: "api.github.com:443" }, "deny MALFORMED_REQUEST"],
    [{ op: "secret.use", name: "OTHER", host: "api.github.com" }, "deny DENIED_BY_DEFAULT"],
    [{ op: "secret.use", name: "constructor", host: "api.github.com" }, "deny DENIED_BY_DEFAULT"],
    [{ op: "env.read", name: "TZ" }, "allow exec.env[1]"],
    [{ op: "env.read", name: "tz" }, "deny DENIED_BY_DEFAULT"],
    [{ op: "env.read", name: "__proto__" }, "deny DENIED_BY_DEFAULT"],
    [{ op: "env.read" }, "deny MALFORMED_REQUEST"],
    [{ op: "agent.spawn", name: "summarizer" }, "allow agents.spawn[0]"],
    [{ op: "agent.spawn", name: "team/a" }, "allow agents.spawn[1]"],
    [{ op: "agent.spawn", name: "team/a/b" }, "deny DENIED_BY_DEFAULT"],
  ])("%j: %s", (request, expected) => expect(ask.brief(request)).toBe(expected));
});
