// Package testdata holds the evidence that the tests read and that the
// command demo scans: mailboxes of an invented carrier, written by gen.
package testdata

import (
	"embed"
	"io/fs"
)

//go:embed case/mail case/lists
var files embed.FS

// Case returns the evidence: mailboxes in mail, and customers.csv,
// employees.csv and plans.csv in lists.
func Case() fs.FS {
	sub, err := fs.Sub(files, "case")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}
