package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"exposed/index"
)

// markerFile is written last: a folder without it is no index.
const markerFile = "index.json"

// indexFormat is the version of the layout of the index, and of the rule what a
// word is.
const indexFormat = 1

// An Info says what an index holds.
type Info struct {
	Format    int    `json:"format"`
	Ledger    string `json:"ledger"` // identity of the ledger that it belongs to
	Scope     string `json:"scope"`
	Items     int    `json:"items"`
	Unread    int    `json:"unread"`     // items that could not be read in full
	Changed   int    `json:"changed"`    // items among them that the scan had read: the evidence is not as it was
	LongWords int    `json:"long_words"` // words that wildcards do not find
}

// The scopes of an index.
const (
	ScopeAll      = "all"
	ScopeFindings = "findings" // items with a finding that counts
)

func storeDir(dir string) string { return filepath.Join(dir, "store") }

// readMarker returns what the index in dir holds; ok is false if there is none
// that this program reads.
func readMarker(dir string) (info Info, ok bool, err error) {
	data, err := os.ReadFile(filepath.Join(dir, markerFile))
	if errors.Is(err, fs.ErrNotExist) {
		return info, false, nil
	}
	if err != nil {
		return info, false, err
	}
	err = json.Unmarshal(data, &info)
	return info, err == nil && info.Format == indexFormat, nil
}

// writeMarker makes dir an index, and puts it on disk.
func writeMarker(dir string, info Info) error {
	data, err := json.MarshalIndent(info, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, markerFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	return errors.Join(err, f.Sync(), f.Close(), syncDir(dir))
}

// syncDir puts the names of the files in dir on disk.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// State says whether the case has an index that search can use.
type State struct {
	Info
	Exists  bool
	Current bool // it belongs to the ledger as it is
}

// StateOf returns the state of the index of c.
func StateOf(c *index.Case) (State, error) {
	f, err := c.Finder()
	if err != nil {
		return State{}, err
	}
	info, ok, err := readMarker(c.SearchDir())
	s := State{info, ok, ok && info.Ledger == f.Identity()}
	if err != nil {
		err = fmt.Errorf("search index: %w", err)
	}
	return s, errors.Join(err, f.Close())
}
