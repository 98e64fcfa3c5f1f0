/** The worked example of the format: four records, their links, and the root over all of them. */
export const SID = "0198c0de-0000-7000-8000-000000000001";

export const RECORDS = [
  '{"data":{"policy_sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","spec_sha256":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":0,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:00.000Z","type":"session.open","v":1}',
  '{"data":{"decision":"deny","path":"/etc/passwd","rule":"fs[2]"},"prev":"84a7ee84689f2f7ebe892cb82156c8451b6d87909401e159c7ce073747aca3ea","seq":1,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:01.000Z","type":"fs.write","v":1}',
  '{"data":{"decision":"allow","host":"registry.npmjs.org","port":443,"rule":"net[0]"},"prev":"b441249270975799d4a2ea106dccc1cead870a576ed5006347e4bc5aa2440f06","seq":2,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:02.000Z","type":"net.connect","v":1}',
  '{"data":{"status":"complete"},"prev":"d0d96e32f1b753f840b0296cea6e68fa9b89f49c084b8d658d0aa8963120cb67","seq":3,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:03.000Z","type":"session.close","v":1}',
] as const;

export const LINKS = [
  "84a7ee84689f2f7ebe892cb82156c8451b6d87909401e159c7ce073747aca3ea",
  "b441249270975799d4a2ea106dccc1cead870a576ed5006347e4bc5aa2440f06",
  "d0d96e32f1b753f840b0296cea6e68fa9b89f49c084b8d658d0aa8963120cb67",
  "e2bda1291df507ebb75e89a64f9e4664835aaddba6c4d4af58e4cc064ba19967",
] as const;

/** Over none of the records, over the first, and so on. */
export const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "84a7ee84689f2f7ebe892cb82156c8451b6d87909401e159c7ce073747aca3ea",
  "2b5153d444a901f2b64f97a432c0d0590bcd4e94a6af050bae099d2e75de77e7",
  "44d30d7f060c7c2935b2df5da8ed123b274155c0117809d3d597af50dcdc99f7",
  "788f6be9f23aa109d7c60dc35c6d95b958d4f99498063eb0d920780b4154427b",
] as const;
