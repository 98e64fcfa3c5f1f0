import type { Metadata } from "next";
import { DocsIndex } from "@/components/docs/docs-index";
import { DocsLayout } from "@/components/docs/docs-layout";
import { pageGroups } from "../_lib/docs";
import { PageShell } from "../_lib/page-shell";
import { readAbout } from "../_lib/reads";

export const metadata: Metadata = { title: "Reference" };

export default async function DocsPage() {
  const [groups, about] = await Promise.all([pageGroups(), readAbout()]);
  return (
    <PageShell place="docs" path="/docs" about={about.ok ? about.value : undefined}>
      <DocsLayout groups={groups} current={null} headings={[]}>
        <DocsIndex groups={groups} />
      </DocsLayout>
    </PageShell>
  );
}
