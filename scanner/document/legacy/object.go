package legacy

import (
	"bytes"

	"exposed/scanner/document"
	"exposed/scanner/document/ole"
)

// Object returns the file in the compound file raw, which is an embedded object
// of a document by itself: what was packed as it is. What an unknown program
// wrote is a problem.
func Object(raw []byte, o document.Options) document.Content {
	w := writer{}
	if !w.open(raw, o) {
		w.closed(raw)
		return w.content(false)
	}
	f, ok := w.cfb.Embedded(w.cfb.Root())
	switch {
	case !ok && len(w.cfb.Root().Entries) > 0:
		w.Trouble(noObject)
	case bytes.HasPrefix(f.Data, []byte(ole.Magic)):
		w.Trouble(oldFormat)
		w.properties()
	default:
		w.add(f)
	}
	return w.content(false)
}
