import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Late } from "./late";
import { latePanel } from "./late-panel";

interface Props {
  readonly name: string;
}
const Whole = ({ name }: Props) => <p>whole {name}</p>;
const Simple = ({ name }: Props) => <p>simple {name}</p>;
const made = () => new Late(async () => Whole, new Set());

test("the server draws the stand-in, whatever has been fetched there, so that both begin with the same page", async () => {
  const late = made();
  const Panel = latePanel(late, Simple);
  expect(renderToStaticMarkup(<Panel name="a" />)).toBe("<p>simple a</p>");
  await late.fetch();
  expect(renderToStaticMarkup(<Panel name="a" />)).toBe("<p>simple a</p>");
});

test("without one its place says that it comes", () => {
  const Panel = latePanel(made());
  expect(renderToStaticMarkup(<Panel name="a" />)).toContain("Fetching this part…");
});
