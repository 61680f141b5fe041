package scanner

import (
	"bytes"
	"errors"
	"strings"

	"exposed/scanner/archive/cfb"
	"exposed/scanner/document"
	"exposed/scanner/document/officecrypt"
	"exposed/scanner/document/ole"
)

// kindOf returns the format of the file raw as document.Kind does; compound files
// are told apart by what they hold. One that holds an encrypted package of Office
// Open XML is of the kind "encrypted"; those of Visio, Project, Publisher and the
// Windows Installer are vsd, mpp, pub and msi.
func kindOf(raw []byte, name, mimeType string) string {
	kind := document.Kind(raw[:min(len(raw), headBytes)], name, mimeType)
	if !cfb.Is(raw) {
		return kind
	}
	f, err := ole.Open(raw)
	if err != nil {
		return kind
	}
	return f.Kind()
}

// encrypted reads the encrypted package raw of item k, if a password opens it.
func (r *reader) encrypted(k int, raw []byte, name, mimeType string, depth int) {
	n := int64(len(raw))
	f, err := ole.Open(raw)
	if err != nil {
		r.except(k, Exception{Corrupt, "encrypted Office file: " + err.Error(), n})
		return
	}
	root := f.Root()
	pack, err := officecrypt.Package(f.Stream(root, "EncryptionInfo"), f.Stream(root, "EncryptedPackage"), r.options.Passwords)
	r.troubles(k, f.Problems())
	switch {
	case errors.Is(err, officecrypt.ErrPassword), errors.Is(err, officecrypt.ErrWork):
		r.except(k, Exception{Encrypted, "Office file with a password: hand over a copy without password, or name the password in --passwords", n})
		return
	case errors.Is(err, officecrypt.ErrCut):
		r.except(k, Exception{Corrupt, "encrypted Office file: " + err.Error(), n})
	case err != nil:
		r.except(k, Exception{Encrypted, "Office file, not opened: " + err.Error() + ": hand over a copy without password", n})
		return
	}
	if depth >= maxNested || len(pack) == 0 {
		r.except(k, Exception{TooDeep, "encrypted Office file: what it holds is not opened", n})
		return
	}
	r.content(k, pack, packageName(pack, name), mimeType, "", depth+1)
}

// packageName returns a name that tells the kind of the package of Office Open
// XML pack, which its own name may not.
func packageName(pack []byte, name string) string {
	if k := document.Kind(pack[:min(len(pack), headBytes)], "", ""); k != "zip" {
		return name
	}
	for _, p := range [...]struct{ part, ending string }{{"word/", ".docx"}, {"xl/", ".xlsx"}, {"ppt/", ".pptx"}} {
		if strings.HasSuffix(name, p.ending) {
			return name
		}
		if bytes.Contains(pack, []byte(p.part)) {
			return p.ending
		}
	}
	return name
}
