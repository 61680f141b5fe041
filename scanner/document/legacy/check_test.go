package legacy

import (
	"fmt"
	"strings"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// marked returns the text of c with its cells as «B7:text», its files and its
// problems.
func marked(c document.Content) string {
	var b strings.Builder
	for _, f := range c.Files {
		fmt.Fprintf(&b, "file %q %s %q\n", f.Name, f.Type, f.Data[:min(len(f.Data), 16)])
	}
	return samples.Cells(c.Text) + b.String() + samples.Told(c.Problems)
}
