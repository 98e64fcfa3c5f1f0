import type { Metadata } from "next";
import { VerifyPage } from "@/components/verify/verify-page";
import { PageShell } from "../_lib/page-shell";
import { readAbout } from "../_lib/reads";
import { readServerKeys } from "../_lib/server-keys";

export const metadata: Metadata = { title: "Verify a log" };

export default async function VerifyRoute() {
  const [about, server] = await Promise.all([readAbout(), readServerKeys()]);
  return (
    <PageShell place="verify" path="/verify" about={about.ok ? about.value : undefined}>
      <div className="mx-auto w-full max-w-[76rem] px-4 py-8 sm:px-6">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">Verify a log</h1>
        <p className="mt-1 mb-5 max-w-[46rem] text-base text-text-muted">
          A bundle that somebody gave you is read and verified on this page. Nothing of it is uploaded.
        </p>
        <noscript>
          <p className="mb-4 max-w-[46rem] font-medium">
            The verifier is a script, and scripts are switched off here. On the command line the same is{" "}
            <code>npx aegis log verify BUNDLE</code>.
          </p>
        </noscript>
        <VerifyPage server={server} />
      </div>
    </PageShell>
  );
}
