/**
 * The worked example of the format: a session of four records, its checkpoint, and the proof that the workspace log
 * has it. The notes, roots and proofs were accepted by the Go reference implementation. The private keys are lost on
 * purpose: what is signed here can only be checked.
 */
export const RECORDS: readonly string[] = [
  '{"data":{"policy_sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","spec_sha256":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},"prev":"0000000000000000000000000000000000000000000000000000000000000000","seq":0,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:00.000Z","type":"session.open","v":1}',
  '{"data":{"decision":"deny","path":"/etc/passwd","rule":"fs[2]"},"prev":"84a7ee84689f2f7ebe892cb82156c8451b6d87909401e159c7ce073747aca3ea","seq":1,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:01.000Z","type":"fs.write","v":1}',
  '{"data":{"decision":"allow","host":"registry.npmjs.org","port":443,"rule":"net[0]"},"prev":"b441249270975799d4a2ea106dccc1cead870a576ed5006347e4bc5aa2440f06","seq":2,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:02.000Z","type":"net.connect","v":1}',
  '{"data":{"status":"complete"},"prev":"d0d96e32f1b753f840b0296cea6e68fa9b89f49c084b8d658d0aa8963120cb67","seq":3,"sid":"0198c0de-0000-7000-8000-000000000001","ts":"2026-01-01T00:00:03.000Z","type":"session.close","v":1}',
];

/** The leaf hash of each record, which is the link that the next one carries. */
export const LINKS: readonly string[] = [
  "84a7ee84689f2f7ebe892cb82156c8451b6d87909401e159c7ce073747aca3ea",
  "b441249270975799d4a2ea106dccc1cead870a576ed5006347e4bc5aa2440f06",
  "d0d96e32f1b753f840b0296cea6e68fa9b89f49c084b8d658d0aa8963120cb67",
  "e2bda1291df507ebb75e89a64f9e4664835aaddba6c4d4af58e4cc064ba19967",
];

/** By size, from 0 to 4. */
export const ROOTS: readonly string[] = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "84a7ee84689f2f7ebe892cb82156c8451b6d87909401e159c7ce073747aca3ea",
  "2b5153d444a901f2b64f97a432c0d0590bcd4e94a6af050bae099d2e75de77e7",
  "44d30d7f060c7c2935b2df5da8ed123b274155c0117809d3d597af50dcdc99f7",
  "788f6be9f23aa109d7c60dc35c6d95b958d4f99498063eb0d920780b4154427b",
];

export const VKEYS = {
  session:
    "audit.example/s/0198c0de-0000-7000-8000-000000000001+7cd10a91+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
  cosigner: "audit.example/cosigner+649d3c13+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU",
  workspace: "audit.example/w/demo+4f6d2140+Ae1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR",
} as const;

/** Signed by the session, cosigned by the server. */
export const SESSION_NOTE = [
  "audit.example/s/0198c0de-0000-7000-8000-000000000001",
  "4",
  "eI9r6fI6oQnXxg3DXG2VuVjU+ZSYBj6w2SB4C0FUQns=",
  "",
  "— audit.example/s/0198c0de-0000-7000-8000-000000000001 fNEKkdcCxW9+drmPKc+qY6XctAkAy3uI/fvyFBIz0Ey4cySd5wAhuAlYjN/dJIlyqnGhfOhSgycdixVAPHcIQnSquAk=",
  "— audit.example/cosigner ZJ08EwAAAABpVbkK+/UvtZLaomIuhbM6LvX0Vumz9v3Dj21f8SyzrBIIj3zOJWpD6ei3SU6Xkf54LKVPinBp8jlNtIjUtpvx3znDBQ==",
  "",
].join("\n");

export const CONSISTENCY_2_TO_4: readonly string[] = ["LoS4/e3NKHZJOUCTlWZgr95Vl8YlVEXy22FXJOIYSiA="];
export const INCLUSION_OF_1_IN_4: readonly string[] = [
  "hKfuhGifL36+iSy4IVbIRRtth5CUAeFZx84HN0eso+o=",
  "LoS4/e3NKHZJOUCTlWZgr95Vl8YlVEXy22FXJOIYSiA=",
];

/** That the session's checkpoint is leaf 1 of the workspace log. */
export const TLOG_PROOF = [
  "c2sp.org/tlog-proof@v1",
  "index 1",
  "IV50s7C8caq2LxvB2bE5AnUMf5QBhsEjUKKkyiM0Z1U=",
  "",
  "audit.example/w/demo",
  "2",
  "pR6vAfthLQxWlscIttML27gg4LG9HJ828KEImYbi2xc=",
  "",
  "— audit.example/w/demo T20hQNamREZVC2sp8DBDfqXc+D6RRK4PyPo4dOj6TZdCQj6onYxvdAO15nmA59JyMCQpLt+viUyc4RcbOcAWtkrdLgw=",
  "",
].join("\n");

/** The entry bundle of the workspace log, whose leaves are the checkpoints of sizes 2 and 4: its length fields. */
export const BUNDLE_LENGTHS: readonly number[] = [100, 100];
