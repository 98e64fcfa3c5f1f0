/** The benchmark of deciding a run again, in a page. */
import type { RunInPage } from "../browser/page-module";
import { measureAndConclude } from "../measure-and-conclude";
import type { PageInput, PageResult } from "../support";
import { decidedAgain } from "./decided-again";

export const run: RunInPage<PageInput, PageResult> = ({ rounds }) => measureAndConclude(decidedAgain, rounds);
