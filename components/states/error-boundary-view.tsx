"use client";

import { Late } from "../late/late";
import { latePart } from "../late/late-part";
import { BareError } from "./bare-error";

/** Every page carries its boundaries; what they show arrives only when there is an error to show. */
export const ErrorBoundaryView = latePart(new Late(async () => (await import("./error-page")).ErrorPage), {
  failed: BareError,
});
