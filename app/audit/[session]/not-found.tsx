import { PageShell } from "@/app/_lib/page-shell";
import { readRequest } from "@/app/_lib/request";
import { NotFoundPage } from "@/components/states/not-found-page";

export default async function SessionNotFound() {
  const { requestId } = await readRequest();
  return (
    <PageShell place="audit" path="/audit">
      <NotFoundPage requestId={requestId}>
        The log of a session is seen by members of its workspace only. A bundle that somebody gave you is
        verified on the page Verify.
      </NotFoundPage>
    </PageShell>
  );
}
