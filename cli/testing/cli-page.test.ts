import { expect, test } from "vitest";
import { cliPage } from "./cli-page";

test("the page says what the command says; npx vitest run cli -u writes it anew", async () => {
  await expect(cliPage()).toMatchFileSnapshot("../../docs/cli.md");
});
