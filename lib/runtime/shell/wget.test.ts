import { describe, expect, it } from "vitest";
import type { HttpRequest, HttpResponse } from "../calls/network";
import { shellBench } from "./testing/shell-bench";

const SPEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
[capabilities.exec]
allow = ["wget *", "cat *", "ls *"]
[capabilities.network]
allow_egress = ["https://api.example.com"]
`;

const respond = ({ url }: HttpRequest): HttpResponse => {
  const isThere = !url.endsWith("/gone");
  return {
    status: isThere ? 200 : 404,
    statusText: isThere ? "OK" : "Not Found",
    headers: [],
    body: new TextEncoder().encode(`of ${new URL(url).pathname}\n`),
  };
};
const inOut = { cwd: "/workspace/out" };
const bench = () => shellBench(SPEC, { tree: { "out/.keep": "" }, env: {}, respond });

describe("wget", () => {
  it("saves under the last name of the path, and leaves alone what is there", async () => {
    const { exec, text } = bench();
    const url = "https://api.example.com/v1/data.txt?q=1";
    expect(await exec(`wget ${url}`, inOut)).toMatchObject({
      code: 0,
      out: "",
      err: `wget: ${url}: saved as data.txt\n`,
    });
    expect(await exec(`wget -q ${url}`, inOut)).toMatchObject({ code: 0, err: "" });
    expect(await exec("wget -q https://api.example.com", inOut)).toMatchObject({ code: 0 });
    expect(["data.txt", "data.txt.1", "index.html"].map((name) => text(`/workspace/out/${name}`))).toEqual([
      "of /v1/data.txt\n",
      "of /v1/data.txt\n",
      "of /\n",
    ]);
  });

  it.each(["-O out/x", "-Oout/x", "-qO out/x", "-q -O /workspace/out/x"])(
    "saves where %s says",
    async (how) => {
      const { exec, text } = bench();
      expect(await exec(`wget ${how} https://api.example.com/a https://api.example.com/b`)).toMatchObject({
        code: 0,
      });
      expect(text("/workspace/out/x")).toBe("of /a\nof /b\n");
    },
  );

  it("writes to standard output, and on to the next command", async () => {
    expect(await bench().exec("wget -qO- https://api.example.com/a | cat -")).toMatchObject({
      out: "of /a\n",
      err: "",
    });
  });

  it("is decided and recorded as a fetch of the agent's own, and so is the file", async () => {
    const { exec, asked } = bench();
    const { log } = await exec("wget -q https://api.example.com/a", inOut);
    expect(log).toContain("net.fetch allow https://api.example.com/a");
    expect(log).toContain("fs.write allow /workspace/out/a");
    const denied = await exec("wget https://evil.example/a", inOut);
    expect(denied).toMatchObject({
      code: 4,
      err: expect.stringContaining("https://evil.example/a is denied"),
    });
    expect(await exec("wget -q https://api.example.com/a")).toMatchObject({ code: 3 });
    expect(asked.map(({ url }) => url)).not.toContain("https://evil.example/a");
  });

  it.each([
    ["wget https://api.example.com/gone", 8, "the server answered 404 Not Found"],
    ["wget https://api.example.com/gone https://api.example.com/a", 8, "saved as a"],
    ["wget api.example.com/a", 4, "denied"],
    ["wget -q", 2, "a URL is missing"],
    ["wget -O", 2, "-O needs a file"],
    ["wget --mirror https://api.example.com/", 2, "--mirror is not offered here"],
  ])("%s ends with %d", async (line, code, why) => {
    expect(await bench().exec(line, inOut)).toMatchObject({ code, err: expect.stringContaining(why) });
  });
});
