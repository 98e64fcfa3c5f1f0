"use client";

/** What is left to show when even the code that shows errors did not arrive: words, and the way to try again. */
export function BareError() {
  return (
    <div className="mx-auto w-full max-w-[44rem] px-4 py-12 sm:px-6">
      <h1 className="font-medium text-sm">Something went wrong, and the server cannot be reached.</h1>
      <p className="mt-1 text-text-muted">Check the connection, then load the page again.</p>
    </div>
  );
}
