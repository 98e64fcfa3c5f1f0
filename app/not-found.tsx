import type { Metadata } from "next";
import { NotFoundPage } from "@/components/states/not-found-page";
import { PageShell } from "./_lib/page-shell";
import { readRequest } from "./_lib/request";

export const metadata: Metadata = { title: "Nothing here" };

export default async function NotFound() {
  const { requestId } = await readRequest();
  return (
    <PageShell place="nowhere" path="/">
      <NotFoundPage requestId={requestId} />
    </PageShell>
  );
}
