package ole

import (
	"strings"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/scanner/mailbox/mapi"
)

// Embedded returns the file that the object in the storage e is: what was
// packed as it is, or the storage as a compound file if that is the object's
// own format. It reports false if the storage keeps nothing but a picture of
// the object or a link to it.
func (f *File) Embedded(e *cfb.Entry) (document.File, bool) {
	if !e.IsStorage() {
		return document.File{}, false
	}
	if b := f.Stream(e, "\x01Ole10Native"); b != nil {
		return Native(b), true
	}
	for _, name := range [...]string{"Package", "EmbeddedOdf"} {
		if b := f.Stream(e, name); b != nil {
			return document.File{Data: b}, true
		}
	}
	own := false
	for _, c := range e.Children {
		own = own || !housekeeping(c.Name)
	}
	if !own {
		return document.File{}, false
	}
	if b := f.Stream(e, "CONTENTS"); b != nil && kindOf(e) == "ole" {
		return document.File{Data: b}, true
	}
	b, err := e.File()
	f.failed(err)
	return document.File{Data: b}, true
}

// housekeeping reports whether every embedded object may have a stream of that
// name, which holds how it is shown or what it links to (MS-OLEDS, 1.3.2;
// MS-DOC, 2.1.5). Summary information alone is no object.
func housekeeping(name string) bool {
	if name == "" {
		return true
	}
	switch name[0] {
	case 1, 2, 3, 5:
		return true
	}
	return false
}

// Native returns the file in the stream "\x01Ole10Native" b (MS-OLEDS, 2.3.6),
// with the name that the packager of Windows gave it.
func Native(b []byte) document.File {
	p := cfb.Unpack(b)
	name := nameOf(p.Label)
	if !strings.Contains(name, ".") {
		if other := nameOf(p.Path); other != "" {
			name = other
		}
	}
	return document.File{Name: name, Data: p.Data}
}

// nameOf returns the last part of a path of Windows or of another system.
func nameOf(path []byte) string {
	s := mapi.Decode(mapi.Western, path)
	return s[strings.LastIndexAny(s, `\/`)+1:]
}
