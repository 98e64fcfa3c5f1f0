import type { ReactNode } from "react";
import type { PageHeading } from "./headings";

export interface PageEntry {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
}

export interface PageGroup {
  readonly title: string;
  readonly pages: readonly PageEntry[];
  /** Closed unless one of its pages is on show: a list that only grows. */
  readonly folded?: boolean;
}

interface DocsLayoutProps {
  readonly groups: readonly PageGroup[];
  readonly current: string | null;
  readonly headings: readonly PageHeading[];
  readonly children: ReactNode;
}

/** Pages on the left, the text, its sections on the right; one column where that is too much. */
export function DocsLayout({ groups, current, headings, children }: DocsLayoutProps) {
  return (
    <div className="mx-auto grid w-full max-w-[76rem] grow gap-x-10 px-4 sm:px-6 md:grid-cols-[11rem_minmax(0,1fr)] xl:grid-cols-[11rem_minmax(0,1fr)_13rem]">
      <nav
        aria-label="Reference"
        className="border-line py-6 max-md:border-b max-md:py-3 md:sticky md:top-10 md:max-h-[calc(100dvh-2.5rem)] md:self-start md:overflow-y-auto"
      >
        {groups.map((group) => (
          <Group key={group.title} group={group} current={current} />
        ))}
      </nav>
      <article className="min-w-0 max-w-[46rem] py-8 text-base md:border-line md:border-l md:pl-10">
        {children}
      </article>
      {headings.length > 1 && <Sections headings={headings} />}
    </div>
  );
}

interface GroupProps {
  readonly group: PageGroup;
  readonly current: string | null;
}

function Group({ group, current }: GroupProps) {
  if (!group.folded) {
    return (
      <div className="mb-4 max-md:mb-1">
        <h2 className="pb-1 text-text-muted text-xs max-md:sr-only">{group.title}</h2>
        <PageLinks group={group} current={current} />
      </div>
    );
  }
  return (
    <details open={group.pages.some((page) => page.slug === current)} className="mb-4 max-md:mb-1">
      <summary className="min-h-6 text-text-muted text-xs">{group.title}</summary>
      <PageLinks group={group} current={current} />
    </details>
  );
}

function PageLinks({ group, current }: GroupProps) {
  return (
    <ul className="max-md:flex max-md:flex-wrap max-md:gap-x-4">
      {group.pages.map((page) => (
        <li key={page.slug}>
          <a
            href={`/docs/${page.slug}`}
            aria-current={page.slug === current ? "page" : undefined}
            className="flex min-h-7 items-center text-text-muted no-underline hover:text-text hover:underline hover:underline-offset-4 aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            {page.title}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Sections({ headings }: { headings: readonly PageHeading[] }) {
  return (
    <nav
      aria-label="On this page"
      className="py-8 max-xl:hidden xl:sticky xl:top-10 xl:max-h-[calc(100dvh-2.5rem)] xl:self-start xl:overflow-y-auto"
    >
      <h2 className="pb-1 text-text-muted text-xs">On this page</h2>
      <ul>
        {headings.map((heading) => (
          <li key={heading.id} className={heading.depth === 3 ? "pl-3" : ""}>
            <a
              href={`#${heading.id}`}
              className="flex min-h-6 items-center py-0.5 leading-4 text-text-muted no-underline wrap-anywhere hover:text-text hover:underline hover:underline-offset-4"
            >
              {heading.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
