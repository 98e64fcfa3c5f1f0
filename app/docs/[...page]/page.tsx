import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { MADE_PAGES, pageGroups, readPage } from "@/app/_lib/docs";
import { PageShell } from "@/app/_lib/page-shell";
import { readAbout } from "@/app/_lib/reads";
import { readRequest } from "@/app/_lib/request";
import { ConfigurationReference, configurationHeadings } from "@/components/docs/configuration-reference";
import { DiagnosticReference, diagnosticHeadings } from "@/components/docs/diagnostic-reference";
import { DocsLayout } from "@/components/docs/docs-layout";
import { ERROR_HEADINGS, ErrorReference } from "@/components/docs/error-reference";
import type { PageHeading } from "@/components/docs/headings";
import { KEY_HEADINGS, KeyReference } from "@/components/docs/key-reference";
import { LanguageReference, languageHeadings } from "@/components/docs/language-reference";
import { Blocks } from "@/components/docs/markdown/blocks";
import { DIAGNOSTICS, specReference } from "@/lib/spec";
import { ENV_REFERENCE } from "@/server/env";

interface DocsPageProps {
  readonly params: Promise<{ page: string[] }>;
}

interface Page {
  readonly body: ReactNode;
  readonly headings: readonly PageHeading[];
}

const readProse = cache(readPage);

async function pageOf(slug: string): Promise<Page | null> {
  switch (slug) {
    case "language": {
      const sections = specReference();
      return { body: <LanguageReference sections={sections} />, headings: languageHeadings(sections) };
    }
    case "diagnostics":
      return { body: <DiagnosticReference table={DIAGNOSTICS} />, headings: diagnosticHeadings(DIAGNOSTICS) };
    case "errors":
      return { body: <ErrorReference />, headings: ERROR_HEADINGS };
    case "keys":
      return { body: <KeyReference platform={(await readRequest()).platform} />, headings: KEY_HEADINGS };
    case "configuration":
      return {
        body: <ConfigurationReference settings={ENV_REFERENCE} />,
        headings: configurationHeadings(ENV_REFERENCE),
      };
    default:
      return proseOf(slug);
  }
}

async function proseOf(slug: string): Promise<Page | null> {
  const prose = await readProse(slug);
  if (prose === null) return null;
  const known = new Set((await pageGroups()).flatMap((group) => group.pages.map((page) => page.slug)));
  const folder = slug.includes("/") ? slug.slice(0, slug.lastIndexOf("/")) : "";
  return { body: <Blocks tokens={prose.tokens} where={{ folder, known }} />, headings: prose.headings };
}

export async function generateMetadata({ params }: DocsPageProps): Promise<Metadata> {
  const slug = (await params).page.join("/");
  const made = MADE_PAGES.find((page) => page.slug === slug);
  return { title: made?.title ?? (await readProse(slug))?.title ?? "Nothing here" };
}

export default async function DocsPage({ params }: DocsPageProps) {
  const slug = (await params).page.join("/");
  const [page, groups, about] = await Promise.all([pageOf(slug), pageGroups(), readAbout()]);
  if (page === null) notFound();
  return (
    <PageShell place="docs" path={`/docs/${slug}`} about={about.ok ? about.value : undefined}>
      <DocsLayout groups={groups} current={slug} headings={page.headings}>
        {page.body}
      </DocsLayout>
    </PageShell>
  );
}
