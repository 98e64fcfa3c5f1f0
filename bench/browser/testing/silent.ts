/** Never answers. */
import type { RunInPage } from "../page-module";

export const run: RunInPage = () => new Promise(() => {});
