/**
 * A verifier in Go that shares no line with this project: only the note and tree packages of Go's own checksum database.
 * It goes along with every bundle, so that whoever gets one needs to believe neither us nor our tools.
 */
export const GO_PROGRAM = `package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Usage: go run . VKEY (in the unpacked bundle; VKEY is that of the session, as you got it from elsewhere)
func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	check(err)
	raw, err := os.ReadFile("session.checkpoint")
	check(err)
	signed, err := note.Open(raw, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(signed.Text, "\\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)

	// Every record is a leaf, and its hash is the link in the record after it.
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	file, err := os.Open("entries.jsonl")
	check(err)
	records := bufio.NewScanner(file)
	link := strings.Repeat("0", 64)
	count := int64(0)
	for ; count < size && records.Scan(); count++ {
		if !strings.Contains(records.Text(), fmt.Sprintf(",\\"prev\\":\\"%s\\",\\"seq\\":%d,", link, count)) {
			log.Fatalf("record %d is not in its place", count)
		}
		hash := tlog.RecordHash(records.Bytes())
		link = fmt.Sprintf("%x", hash[:])
		hashes, err := tlog.StoredHashes(count, records.Bytes(), reader)
		check(err)
		stored = append(stored, hashes...)
	}
	root, err := tlog.TreeHash(count, reader)
	check(err)
	if count != size || root.String() != lines[2] {
		log.Fatalf("the %d records are not those that were signed", count)
	}
	fmt.Printf("%d records, as %s signed them\\n", size, lines[0])
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
`;
