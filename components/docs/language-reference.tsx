import type { KeyReference, SectionReference } from "@/lib/spec";
import { Heading } from "./heading";
import { type PageHeading, slugOf } from "./headings";

const titleOf = (section: SectionReference) => section.header || "The top of the file";
const idOf = (section: SectionReference) => slugOf(titleOf(section));

export function languageHeadings(sections: readonly SectionReference[]): readonly PageHeading[] {
  return sections.map((section) => ({ id: idOf(section), text: titleOf(section), depth: 2 }));
}

/** Every section and key of the language, from the definition that validates specs. */
export function LanguageReference({ sections }: { sections: readonly SectionReference[] }) {
  return (
    <>
      <Heading depth={1} id="language">
        The spec language
      </Heading>
      <p className="my-3">
        One TOML file says what an agent is and what it may do. What no rule allows is denied; a deny
        overrides an allow wherever it stands; a key that is not listed here is an error, never a guess.
      </p>
      {sections.map((section) => (
        <section key={titleOf(section)}>
          <Heading depth={2} id={idOf(section)}>
            {section.header === "" ? titleOf(section) : <code className="text-base">{section.header}</code>}
          </Heading>
          <p>{section.description}</p>
          <dl className="mt-2 border-line border-t">
            {section.keys.map((key) => (
              <KeyEntry key={key.name} entry={key} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

function KeyEntry({ entry }: { entry: KeyReference }) {
  return (
    <div className="border-line border-b py-2 md:grid md:grid-cols-[12rem_1fr] md:gap-4">
      <dt>
        <code className="text-sm">{entry.name}</code>
        <span className="block text-text-muted text-xs">
          {entry.type}
          {entry.required && ", required"}
        </span>
      </dt>
      <dd className="text-sm">
        {entry.description}
        <span className="mt-0.5 block text-text-muted">
          {entry.default !== null && (
            <>
              Default: <code className="wrap-anywhere">{entry.default}</code>.{" "}
            </>
          )}
          {entry.example !== "" && (
            <>
              For example: <code className="wrap-anywhere">{entry.example}</code>
            </>
          )}
        </span>
      </dd>
    </div>
  );
}
