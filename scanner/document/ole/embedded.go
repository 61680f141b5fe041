package ole

import (
	"bytes"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/mailbox/mapi"
)

// Embedded returns the file that the object in the storage e is: what was
// packed as it is, or the storage as a compound file if that is the object's
// own format. It reports false if the storage keeps nothing but a picture of
// the object or a link to it.
func (f *File) Embedded(e *Entry) (document.File, bool) {
	if !e.Storage {
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
	for _, c := range e.Entries {
		own = own || !housekeeping(c.Name)
	}
	if !own {
		return document.File{}, false
	}
	if b := f.Stream(e, "CONTENTS"); b != nil && kindOf(e) == "ole" {
		return document.File{Data: b}, true
	}
	return document.File{Data: f.Extract(e)}, true
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

// Native returns the file in the stream "\x01Ole10Native" b (MS-OLEDS, 2.3.6).
// That of the packager starts with names of the file; all else is handed out as
// it stands.
func Native(b []byte) document.File {
	if len(b) < 4 {
		return document.File{Data: b}
	}
	body := b[4:]
	body = body[:min(int64(len(body)), int64(le.Uint32(b)))]
	if f, ok := packaged(body); ok {
		return f
	}
	return document.File{Data: body}
}

// packaged returns the file that the packager of Windows wrapped: a version,
// label, path and type, the path that it had while it was packed, its size and
// its bytes.
func packaged(b []byte) (document.File, bool) {
	const version = 2
	if len(b) < 4 || le.Uint16(b) != version {
		return document.File{}, false
	}
	label, b, ok := cutName(b[2:])
	if !ok {
		return document.File{}, false
	}
	path, b, ok := cutName(b)
	if !ok || len(b) < 8 {
		return document.File{}, false
	}
	n := int64(le.Uint32(b[4:]))
	if n+12 > int64(len(b)) {
		return document.File{}, false
	}
	b = b[8+n:]
	size := min(int64(le.Uint32(b)), int64(len(b)-4))
	name := baseName(label)
	if !strings.Contains(name, ".") {
		if other := baseName(path); other != "" {
			name = other
		}
	}
	return document.File{Name: name, Data: b[4 : 4+size]}, true
}

// cutName returns the text before the first NUL of b, and what follows.
func cutName(b []byte) (string, []byte, bool) {
	const longest = 1 << 10
	i := bytes.IndexByte(b[:min(len(b), longest)], 0)
	if i < 0 {
		return "", nil, false
	}
	return mapi.Decode(mapi.Western, b[:i]), b[i+1:], true
}

// baseName returns the last part of a path of Windows or of another system.
func baseName(path string) string {
	return path[strings.LastIndexAny(path, `\/`)+1:]
}
