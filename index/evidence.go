package index

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"exposed/scanner"
)

// An evidenceLine is one source as evidence.jsonl has it.
type evidenceLine struct {
	Path       string  `json:"path"` // percent-encoded as in locators
	Size       int64   `json:"size"`
	SHA256     *string `json:"sha256"` // null if it could not be read
	Custodian  string  `json:"custodian"`
	Modified   *string `json:"modified"` // null if it is not known
	Content    int64   `json:"content"`
	Framing    int64   `json:"framing"`
	Unreadable int64   `json:"unreadable"`
}

// noModTime is what a time that is not known has for its nanoseconds.
var noModTime = time.Time{}.UnixNano()

// writeEvidence writes evidence.jsonl.
func (c *Case) writeEvidence(sources []source) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i := range sources {
		s := &sources[i]
		line := evidenceLine{Path: escapePath(s.Path), Size: s.Size, Custodian: s.Custodian, Content: s.Content, Framing: s.Framing, Unreadable: s.Unreadable}
		if s.Modified != noModTime {
			when := time.Unix(0, s.Modified).UTC().Format(time.RFC3339Nano)
			line.Modified = &when
		}
		if s.SHA256 != [32]byte{} {
			sum := hex.EncodeToString(s.SHA256[:])
			line.SHA256 = &sum
		}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return writeFile(c.path(evidenceFile), b.Bytes())
}

// evidence returns the sources that evidence.jsonl lists.
func (c *Case) evidence() ([]scanner.Source, error) {
	data, err := os.ReadFile(c.path(evidenceFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var sources []scanner.Source
	dec := json.NewDecoder(bufio.NewReader(bytes.NewReader(data)))
	for {
		var line evidenceLine
		err := dec.Decode(&line)
		if err == io.EOF {
			return sources, nil
		}
		path, ok := unescapePath(line.Path)
		var when time.Time
		var err2 error
		if line.Modified != nil {
			when, err2 = time.Parse(time.RFC3339Nano, *line.Modified)
		}
		if err != nil || err2 != nil || !ok {
			return nil, fmt.Errorf("%s: source %d does not read; run exposed scan again", c.path(evidenceFile), len(sources)+1)
		}
		sources = append(sources, scanner.Source{Path: path, Custodian: line.Custodian, Size: line.Size, ModTime: when})
	}
}
