import { Heading } from "./heading";
import type { PageHeading } from "./headings";

export interface Setting {
  readonly name: string;
  readonly default: string;
  readonly what: string;
  readonly secret: boolean;
}

export function configurationHeadings(settings: readonly Setting[]): readonly PageHeading[] {
  return settings.map(({ name }) => ({ id: name, text: name, depth: 2 }));
}

/** Every variable of the environment, from the table that validates them. */
export function ConfigurationReference({ settings }: { settings: readonly Setting[] }) {
  return (
    <>
      <Heading depth={1} id="configuration">
        Configuration
      </Heading>
      <p className="my-3">
        The server is configured by its environment and by nothing else. A value that cannot be right ends the
        start with a sentence that names it. On loopback, none has to be set.
      </p>
      {settings.map((setting) => (
        <section key={setting.name}>
          <Heading depth={2} id={setting.name}>
            <code className="text-base">{setting.name}</code>
          </Heading>
          <p>{setting.what}</p>
          <p className="mt-1 text-sm text-text-muted">
            {setting.default === "" ? (
              "No default."
            ) : (
              <>
                Default: <code className="wrap-anywhere">{setting.default}</code>
              </>
            )}
            {setting.secret && " A secret: it is never logged and never shown."}
          </p>
        </section>
      ))}
    </>
  );
}
