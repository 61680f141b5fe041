package ole

import (
	"bytes"
	"strings"

	"exposed/scanner/archive/cfb"
)

// Kind returns the format of the compound file by what its root holds: doc xls
// ppt msg encrypted vsd mpp pub msi; "ole" if it is none of these. An encrypted
// one is a package of Office Open XML (MS-OFFCRYPTO, 2.3.4).
func (f *File) Kind() string { return kindOf(f.Root()) }

func kindOf(e *cfb.Entry) string {
	for _, p := range [...]struct{ name, kind string }{
		{"EncryptedPackage", "encrypted"}, {"WordDocument", "doc"}, {"Workbook", "xls"}, {"Book", "xls"},
		{"PowerPoint Document", "ppt"}, {"PP40", "ppt"}, {"PP97_DUALSTORAGE", "ppt"},
		{"__properties_version1.0", "msg"}, {"VisioDocument", "vsd"}, {"VisioInformation", "vsd"}, {"Quill", "pub"},
	} {
		if e.Child(p.name) != nil {
			return p.kind
		}
	}
	for _, c := range e.Children {
		switch {
		case strings.HasPrefix(c.Name, "   1") && c.IsStorage() && e.Child("Props") != nil:
			return "mpp" // the storage of a project is named by its version, as "   114"
		case coded(c.Name):
			return "msi"
		}
	}
	if bytes.HasPrefix(e.CLSID[:], []byte{0x84, 0x10, 0x0C, 0}) {
		return "msi"
	}
	return "ole"
}

// coded reports whether a name is that of a table of a database of the Windows
// Installer, which packs two letters into one character of a range that
// names of others do not use.
func coded(name string) bool {
	n := 0
	for _, r := range name {
		if 0x3800 <= r && r <= 0x4840 {
			n++
		}
	}
	return n > 1
}
