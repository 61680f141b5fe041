// Command books adds up the items and bytes of a case from its exports and the
// disk alone, and prints what does not balance:
// books evidence.jsonl items.jsonl exceptions.jsonl
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
)

type line struct {
	Path, SHA256, Locator, Kind, Disposition string
	Item                                     string `json:"item_id"`
	Size, Content, Framing, Unreadable       int64
}

func main() {
	bad, tops, below := 0, map[string]line{}, map[string]int64{}
	excepted, dispositions := map[string]bool{}, map[string]int{}
	check := func(ok bool, where string, values ...any) {
		if !ok {
			bad++
			fmt.Println(where, values)
		}
	}
	for _, x := range read(os.Args[3]) {
		excepted[x.Item] = true
	}
	for _, x := range read(os.Args[2]) {
		dispositions[x.Disposition]++
		check(excepted[x.Item] == (x.Disposition == "exception") || x.Disposition == "duplicate", x.Locator, x.Disposition)
		if path, inner, nested := strings.Cut(x.Locator, "!"); !nested {
			tops[path] = x
		} else if !strings.Contains(inner, "!") {
			below[path] += x.Size
		}
	}
	evidence := read(os.Args[1])
	for _, s := range evidence {
		path, err := url.PathUnescape(s.Path)
		data, rerr := os.ReadFile(path)
		check(err == nil && rerr == nil && int64(len(data)) == s.Size && fmt.Sprintf("%x", sha256.Sum256(data)) == s.SHA256, s.Path, "is not the file on disk")
		held := tops[s.Path].Size
		check(held == s.Size, s.Path, "has", s.Size, "bytes, its item", held)
		if tops[s.Path].Kind == "container" {
			held = below[s.Path]
		}
		check(held+s.Framing+s.Unreadable == s.Size, s.Path, "has", s.Size, "bytes, its items", held, "framing", s.Framing, "unreadable", s.Unreadable)
	}
	fmt.Println(len(evidence), "sources, items", dispositions, "and", bad, "points that do not balance")
	if bad > 0 {
		os.Exit(1)
	}
}

// read returns the lines of a file.
func read(path string) (list []line) {
	data, err := os.ReadFile(path)
	for d, x := json.NewDecoder(bytes.NewReader(data)), (line{}); err == nil && d.Decode(&x) == nil; x = (line{}) {
		list = append(list, x)
	}
	return list
}
