import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { load } from "@/lib/spec";
import { type Problem, problemOf } from "./problem";
import { ProblemList } from "./problems-panel";

const [FOUND] = load('[agent]\nname = "x"\ndescripton = "y"\n').diagnostics.map((each) =>
  problemOf("agent.toml", each),
);

function draw(all: readonly Problem[], mayEdit: boolean, checksCode: boolean): string {
  const nothing = () => {};
  const to = { mayEdit, checksCode, onGo: nothing, onFix: nothing };
  return renderToStaticMarkup(<ProblemList {...to} problems={all} gone={all[0]} />);
}

it("shows each with its place, its code and its mend", () => {
  if (!FOUND) throw new Error("a misspelt key is a problem");
  const html = draw([FOUND], true, true);
  expect(html).toContain("agent.toml:3:1");
  expect(html).toContain(FOUND.code);
  expect(html).toContain(">error<");
  expect(html).toMatch(/<button[^>]*><span[^>]*>Rename to description<\/span><\/button>/);
  expect(html).toContain('aria-current="true"');
  expect(draw([FOUND], false, true)).not.toContain("Rename to");
});

it("says who does not look at code in plain text", () => {
  expect(draw([], true, true)).toContain("Nothing is wrong");
  expect(draw([], true, true)).not.toContain("not in plain text");
  expect(draw([], true, false)).toContain("not in plain text");
});
