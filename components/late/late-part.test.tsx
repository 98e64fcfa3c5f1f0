import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Late } from "./late";
import { latePart } from "./late-part";

interface Props {
  readonly name: string;
}
const Whole = ({ name }: Props) => <p>whole {name}</p>;
const Simple = ({ name }: Props) => <p>simple {name}</p>;
const made = () => new Late(async () => Whole, new Set());

test("the server draws the stand-in, whatever has been fetched there, so that both begin with the same page", async () => {
  const late = made();
  const Part = latePart(late, { standIn: Simple });
  expect(renderToStaticMarkup(<Part name="a" />)).toBe("<p>simple a</p>");
  await late.fetch();
  expect(renderToStaticMarkup(<Part name="a" />)).toBe("<p>simple a</p>");
});

test("a place says what comes; what has no place says nothing", () => {
  const Panel = latePart(made());
  expect(renderToStaticMarkup(<Panel name="a" />)).toContain("Fetching this part…");
  const Menu = latePart(made(), { failed: Simple });
  expect(renderToStaticMarkup(<Menu name="a" />)).toBe("");
});
