import { PageShell } from "@/app/_lib/page-shell";
import { readRequest } from "@/app/_lib/request";
import { NotFoundPage } from "@/components/states/not-found-page";

export default async function SettingsNotFound() {
  const { requestId } = await readRequest();
  return (
    <PageShell place="nowhere" path="/">
      <NotFoundPage requestId={requestId}>
        The settings of a workspace are seen by its members only. If it was yours, the session that made it
        has ended, or it was made in another browser.
      </NotFoundPage>
    </PageShell>
  );
}
