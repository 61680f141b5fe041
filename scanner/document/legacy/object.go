package legacy

import (
	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
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
	case !ok && len(w.cfb.Root().Children) > 0:
		w.Trouble(noObject)
	case cfb.Is(f.Data):
		w.Trouble(oldFormat)
		w.properties()
	default:
		w.add(f)
	}
	return w.content(false)
}
