import { Home } from "@/components/home/home";
import { PolicySample } from "@/components/home/policy-sample";
import { Frame, RecentWork } from "@/components/home/recent-work";
import { sectionOf, testsIn } from "@/components/home/sample";
import { FailedRead } from "@/components/states/failed-read";
import { EXAMPLES, readExampleFiles } from "./_lib/examples";
import { PageShell } from "./_lib/page-shell";
import { readAbout, readWorkspaces } from "./_lib/reads";
import { readRequest } from "./_lib/request";

export default async function HomePage() {
  const [about, workspaces, { requestId }] = await Promise.all([
    readAbout(),
    readWorkspaces(),
    readRequest(),
  ]);
  const items = workspaces.ok ? workspaces.value.items : [];
  // Without a session there is no work yet; that is how everybody starts, and no failure.
  const readable = workspaces.ok || workspaces.code === "NO_SESSION";
  return (
    <PageShell place="home" path="/" about={about.ok ? about.value : undefined}>
      <Home
        examples={EXAMPLES}
        first={items.length === 0 ? (EXAMPLES[0]?.slug ?? null) : null}
        sample={<Sample />}
        recent={
          readable ? (
            <RecentWork items={items} now={new Date()} />
          ) : (
            <Frame>
              <FailedRead failure={{ code: workspaces.code, requestId }} />
            </Frame>
          )
        }
      />
    </PageShell>
  );
}

const SAMPLE = { slug: "report-writer", file: "agent.toml", section: "[capabilities.filesystem]" };

async function Sample() {
  const files = await readExampleFiles(SAMPLE.slug);
  const toml = files.find((file) => file.path === SAMPLE.file)?.text ?? "";
  return (
    <PolicySample
      lines={sectionOf(toml, SAMPLE.section)}
      file={`${SAMPLE.slug}/${SAMPLE.file}`}
      tests={testsIn(toml)}
    />
  );
}
