/** Must not get into a page: asks for a built-in of Node that nobody announced. */
import { readFileSync } from "node:fs";
import type { RunInPage } from "../page-module";

export const run: RunInPage = () => typeof readFileSync;
