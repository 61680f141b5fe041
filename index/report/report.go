// Package report writes what counsel receives of a case: a page to read, lists
// and a workbook.
package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"exposed/index"
	"exposed/index/person"
)

// Options tell how a report is written.
type Options struct {
	Dir      string // where to; made if it is not there
	Unmask   bool   // values in clear; the audit log says so
	Program  string // what made the report, with its version
	Contacts Contacts
}

// Contacts are what the lists of the company say of how to reach people, by
// their ids there. Missing says why contacts are not known; "" if they are.
type Contacts struct {
	Customers, Employees map[string]*person.Contact
	Missing              string
}

// The files of a report, in the order in which they are written.
const (
	pageFile     = "report.html"
	workbookFile = "report.xlsx"
	peopleFile   = "people.csv"
	exposureFile = "exposures.csv"
	sumsFile     = "SHA256SUMS"
)

// Write writes the report of c. The same case gives the same bytes. Files of
// an earlier report in the folder are replaced, each as a whole.
func Write(ctx context.Context, c *index.Case, o Options) error {
	if err := prepare(o.Dir); err != nil {
		return err
	}
	f, err := gather(ctx, c, &o)
	if err != nil {
		return err
	}
	if o.Unmask {
		if err := c.Audit("report", map[string]any{"unmask": true}); err != nil {
			return err
		}
	}
	var sums strings.Builder
	for _, part := range []struct {
		name  string
		write func(w io.Writer) error
	}{
		{pageFile, func(w io.Writer) error { return writePage(w, f) }},
		{workbookFile, func(w io.Writer) error { return writeWorkbook(w, f, o.Dir) }},
		{peopleFile, func(w io.Writer) error { return c.Export(ctx, "people", "csv", o.Unmask, w) }},
		{exposureFile, func(w io.Writer) error { return c.Export(ctx, "exposures", "csv", o.Unmask, w) }},
		{sumsFile, func(w io.Writer) error { _, err := io.WriteString(w, sums.String()); return err }},
	} {
		sum, err := writeFile(filepath.Join(o.Dir, part.name), part.write)
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), part.name)
	}
	return nil
}

// prepare makes the folder of a report. One that holds anything else is none
// of ours.
func prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, tempPrefix):
			if err := os.Remove(filepath.Join(dir, name)); err != nil { // a dead run left it
				return err
			}
		case name != pageFile && name != workbookFile && name != peopleFile && name != exposureFile && name != sumsFile:
			return fmt.Errorf("%s holds files that are no report: give an empty or new folder with -o", dir)
		}
	}
	return nil
}

// tempPrefix begins the names of files that are being written.
const tempPrefix = ".tmp-"

// writeFile writes the file path whole or not at all and returns its SHA-256.
// Others cannot read it.
func writeFile(path string, write func(w io.Writer) error) (sum [32]byte, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*")
	if err != nil {
		return sum, err
	}
	h := sha256.New()
	err = write(io.MultiWriter(f, h))
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return [32]byte(h.Sum(nil)), err
}
