import type { Metadata } from "next";
import { Check } from "@/components/check/check";
import { PageShell } from "../_lib/page-shell";
import { readAbout } from "../_lib/reads";

export const metadata: Metadata = { title: "What this browser can do" };

export default async function CheckPage() {
  const about = await readAbout();
  return (
    <PageShell place="check" path="/check" about={about.ok ? about.value : undefined}>
      <div className="mx-auto w-full max-w-[76rem] px-4 py-8 sm:px-6">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">What this browser can do</h1>
        <p className="mt-1 mb-5 max-w-[46rem] text-base text-text-muted">
          Each line is tried out in this browser, on this page. Nothing is sent anywhere.
        </p>
        <noscript>
          <p className="mb-4 font-medium">The checks are a script, and scripts are switched off here.</p>
        </noscript>
        <Check />
      </div>
    </PageShell>
  );
}
