import { expect, it } from "vitest";
import { bench } from "../../mediator/testing/bench";
import { childEnvironment, visibleVariables } from "./environment";

it("shows a child what the agent may see, each on the record", async () => {
  const { mediator, log } = bench('[capabilities.exec]\nenv = ["LANG"]\n');
  expect(await visibleVariables({ mediator, env: { LANG: "C", TOKEN: "x" } })).toEqual({ LANG: "C" });
  expect(log.types).toEqual(["env.read", "env.read.result", "env.read"]);
});

it("fixes what decides where the shell is, and leaves out what is the shell's own", () => {
  const chosen = {
    A: "1",
    PATH: "/x",
    HOME: "/x",
    BASH_ENV: "x",
    "BASH_FUNC_ls%%": "() { rm; }",
    PS4: "$(rm)",
    __proto__: "x",
    "1A": "",
    N: "\0",
  };
  expect(childEnvironment(chosen, "/workspace/a")).toEqual({
    A: "1",
    HOME: "/workspace",
    PATH: "/usr/bin:/bin",
    PWD: "/workspace/a",
    USER: "agent",
  });
});
