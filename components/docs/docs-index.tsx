import { LINK } from "../ui/classes";
import type { PageGroup } from "./docs-layout";
import { Heading } from "./heading";

export function DocsIndex({ groups }: { groups: readonly PageGroup[] }) {
  return (
    <>
      <Heading depth={1} id="reference">
        Reference
      </Heading>
      {groups.map((group) => (
        <section key={group.title}>
          <h2 className="mt-6 border-line-strong border-b pb-1 text-sm text-text-muted">{group.title}</h2>
          {/* Titles that are sentences stand above their summary, not beside it. */}
          <dl>
            {group.pages.map((page) => (
              <div
                key={page.slug}
                className={`border-line border-b py-2 ${group.folded ? "" : "sm:grid sm:grid-cols-[11rem_1fr] sm:gap-4"}`}
              >
                <dt>
                  <a className={LINK} href={`/docs/${page.slug}`}>
                    {page.title}
                  </a>
                </dt>
                <dd className="text-sm text-text-muted sm:pt-0.5">{page.summary}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
