import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Late } from "./late";
import { latePart } from "./late-part";

test("what has no place of its own says nothing while it comes", () => {
  const failed = () => <p>failed</p>;
  const Menu = latePart(new Late(async () => () => <p>menu</p>, new Set()), { failed });
  expect(renderToStaticMarkup(<Menu />)).toBe("");
});
