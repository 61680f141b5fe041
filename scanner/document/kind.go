package document

import (
	"bytes"
	"path"
	"strings"
)

// Kind returns the format of a file from its head (4 kB are enough for most),
// then from its name, then from its declared MIME type:
//
//	text html csv tsv json xml ics vcf message rtf pdf
//	docx xlsx pptx odf doc xls ppt msg ole
//	png jpeg gif tiff bmp webp heic jp2 emf wmf
//	zip gzip bzip2 xz lzma zstd 7z rar tar
//	cab lzh arj iso dmg Z
//	tnef pst pgp smime applefile yenc unknown
//
// "message" is a message as on the Internet (RFC 5322), "msg" one of Outlook,
// and "ole" a compound file that is none of the kinds named. Compound files are
// told apart by their whole bytes only, as package ole does.
func Kind(head []byte, name, mimeType string) string {
	ext := strings.TrimPrefix(strings.ToLower(path.Ext(strings.TrimRight(name, " ."))), ".")
	mimeType, _, _ = strings.Cut(strings.ToLower(mimeType), ";")
	said := declared(ext, strings.TrimSpace(mimeType))
	if k := signature(head); k != "" {
		switch k {
		case "zip":
			return zipKind(head, said)
		case "ole":
			return oleKind(head, said)
		}
		return k
	}
	if said == "pgp" || said == "smime" {
		return said
	}
	if LooksText(head) {
		return textKind(head, said)
	}
	if isTextKind(said) {
		return "unknown"
	}
	return said
}

// signatures are the first bytes of formats, and where they stand.
var signatures = []struct {
	kind  string
	at    int
	magic string
}{
	{"pdf", 0, "%PDF-"},
	{"rtf", 0, "{\\rt"},
	{"ole", 0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
	{"xls", 0, "\x09\x00\x04\x00"}, // BIFF2 to BIFF8 outside of a compound file
	{"xls", 0, "\x09\x02\x06\x00"},
	{"xls", 0, "\x09\x04\x06\x00"},
	{"xls", 0, "\x09\x08\x08\x00"},
	{"xls", 0, "\x09\x08\x10\x00"},
	{"doc", 0, "\xDB\xA5\x2D\x00"}, // Word 2
	{"zip", 0, "PK\x03\x04"},
	{"zip", 0, "PK\x05\x06"},
	{"zip", 0, "PK\x07\x08"},
	{"gzip", 0, "\x1F\x8B\x08"},
	{"xz", 0, "\xFD7zXZ\x00"},
	{"zstd", 0, "\x28\xB5\x2F\xFD"},
	{"7z", 0, "7z\xBC\xAF\x27\x1C"},
	{"rar", 0, "Rar!\x1A\x07"},
	{"tar", 257, "ustar"},
	{"cab", 0, "MSCF\x00\x00\x00\x00"},
	{"Z", 0, "\x1F\x9D"},
	{"dmg", 0, "encrcdsa"},
	{"png", 0, "\x89PNG\r\n\x1A\n"},
	{"jpeg", 0, "\xFF\xD8\xFF"},
	{"gif", 0, "GIF87a"},
	{"gif", 0, "GIF89a"},
	{"tiff", 0, "II*\x00"},
	{"tiff", 0, "MM\x00*"},
	{"tiff", 0, "II+\x00"},
	{"tiff", 0, "MM\x00+"},
	{"webp", 8, "WEBPVP8"},
	{"heic", 4, "ftyphei"},
	{"heic", 4, "ftyphev"},
	{"heic", 4, "ftypmif1"},
	{"heic", 4, "ftypmsf1"},
	{"heic", 4, "ftypavif"},
	{"jp2", 4, "jP  \r\n\x87\n"}, // ISO/IEC 15444-1, I.5.1
	{"jp2", 0, "\xFF\x4F\xFF\x51"},
	{"emf", 40, " EMF\x00\x00\x01\x00"},    // MS-EMF, 2.3.4.2
	{"wmf", 0, "\xD7\xCD\xC6\x9A\x00\x00"}, // MS-WMF, 2.3.2.3
	{"wmf", 0, "\x01\x00\x09\x00\x00\x03"}, // MS-WMF, 2.3.2.2
	{"wmf", 0, "\x02\x00\x09\x00\x00\x03"},
	{"tnef", 0, "\x78\x9F\x3E\x22"},
	{"pst", 0, "!BDN"},
	{"pgp", 0, "-----BEGIN PGP "},
	{"applefile", 0, "\x00\x05\x16\x00\x00"},
	{"applefile", 0, "\x00\x05\x16\x07\x00"},
	{"yenc", 0, "=ybegin "},
	{"smime", 0, "-----BEGIN PKCS7-----"},
	{"smime", 0, "-----BEGIN CMS-----"},
}

// signature returns the kind that the first bytes of a file prove; "" if none.
func signature(head []byte) string {
	for _, s := range signatures {
		if len(head) > s.at && bytes.HasPrefix(head[s.at:], []byte(s.magic)) {
			return s.kind
		}
	}
	if k := archiveKind(head); k != "" {
		return k
	}
	const bmpHeader = 14
	if len(head) > bmpHeader && bytes.HasPrefix(head, []byte("BM")) && bytes.Equal(head[6:10], make([]byte, 4)) {
		return "bmp"
	}
	// QUIRK: ISO 32000-1, annex H.3.4.1: readers find the header anywhere in
	// the first 1024 bytes, and printers' job commands stand before it.
	if bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-1.")) {
		return "pdf"
	}
	if isCMS(head) {
		return "smime"
	}
	return ""
}

// cmsTypes begins the types of content of CMS (RFC 5652, 14), and those that S/MIME adds.
var cmsTypes = []byte{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07}

// isCMS reports whether head begins a message of CMS: a sequence in BER, of any
// length, that begins with one of its types.
func isCMS(head []byte) bool {
	if len(head) < 16 || head[0] != 0x30 {
		return false
	}
	n := 2
	if head[1] > 0x80 {
		n += int(head[1] & 0x7f)
	}
	return n < 10 && bytes.HasPrefix(head[n:], cmsTypes)
}

// zipKind tells Office files from other ZIP files by the names of their parts.
func zipKind(head []byte, said string) string {
	const name = 30 // where the first member has its name
	if said == "odf" && bytes.Contains(head, []byte("content.xml")) || len(head) > name && (bytes.HasPrefix(head[name:], []byte("mimetypeapplication/vnd.oasis.opendocument.")) ||
		bytes.HasPrefix(head[name:], []byte("mimetypeapplication/vnd.sun.xml."))) {
		return "odf" // ODF 1.3 part 2, 3.3
	}
	office := bytes.Contains(head, []byte("[Content_Types].xml")) || bytes.Contains(head, []byte("_rels/.rels")) ||
		bytes.Contains(head, []byte("docProps/"))
	for _, p := range []struct{ folder, kind string }{{"word/", "docx"}, {"xl/", "xlsx"}, {"ppt/", "pptx"}} {
		if (office || said == p.kind) && bytes.Contains(head, []byte(p.folder)) {
			return p.kind
		}
	}
	switch said {
	case "docx", "xlsx", "pptx":
		if office {
			return said
		}
	}
	return "zip"
}

// oleKind tells compound files apart by the names of their streams, as far as
// the head has them, and by what the file is said to be.
func oleKind(head []byte, said string) string {
	for _, p := range []struct{ stream, kind string }{
		{"WordDocument", "doc"}, {"Workbook", "xls"}, {"PowerPoint Document", "ppt"},
		{"__properties_version1.0", "msg"}, {"__nameid_version1.0", "msg"},
		{"EncryptedPackage", "ole"},
	} {
		if bytes.Contains(head, wide(p.stream)) {
			return p.kind
		}
	}
	switch said {
	case "doc", "xls", "ppt", "msg":
		return said
	}
	return "ole"
}

// wide returns the ASCII text s in UTF-16.
func wide(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}

// declared returns the kind that the extension of a name promises, else the
// MIME type.
func declared(ext, mimeType string) string {
	if k := extensionKind(ext); k != "unknown" {
		return k
	}
	return mimeKind(mimeType)
}

// extensionKind returns the kind of files whose names end in ext.
func extensionKind(ext string) string {
	switch ext {
	case "txt", "text", "log", "md", "ini", "cfg", "conf", "asc", "me", "sql", "yaml", "yml":
		return "text"
	case "htm", "html", "xhtml", "mht", "mhtml":
		if ext[0] == 'm' {
			return "message"
		}
		return "html"
	case "csv":
		return "csv"
	case "tsv", "tab":
		return "tsv"
	case "jpg", "jpeg", "jpe", "jfif":
		return "jpeg"
	case "tif", "tiff":
		return "tiff"
	case "heic", "heif", "avif":
		return "heic"
	case "jp2", "jpx", "j2k", "jpf":
		return "jp2"
	case "gz", "tgz":
		return "gzip"
	case "bz2", "tbz", "tbz2":
		return "bzip2"
	case "txz":
		return "xz"
	case "zst", "tzst":
		return "zstd"
	case "tlz":
		return "lzma"
	case "lha":
		return "lzh"
	case "z", "taz":
		return "Z"
	case "eml", "emlx":
		return "message"
	case "ics", "ical", "vcs":
		return "ics"
	case "vcf", "vcard":
		return "vcf"
	case "json", "jsonl", "ndjson":
		return "json"
	case "docx", "docm", "dotx", "dotm":
		return "docx"
	case "xlsx", "xlsm", "xltx", "xltm", "xlam", "xlsb":
		return "xlsx"
	case "pptx", "pptm", "potx", "potm", "ppsx", "ppsm", "ppam":
		return "pptx"
	case "odt", "ott", "odm", "ods", "ots", "odp", "otp", "odg", "otg", "odf", "odb", "fodt", "fods", "fodp", "fodg", "sxw", "stw", "sxc", "stc", "sxi", "sti", "sxd":
		return "odf"
	case "doc", "dot", "wiz":
		return "doc"
	case "xls", "xlt", "xla", "xlw":
		return "xls"
	case "ppt", "pps", "pot", "ppa":
		return "ppt"
	case "pgp", "gpg":
		return "pgp"
	case "p7m", "p7s", "p7c", "p7b", "p7z":
		return "smime"
	case "ost":
		return "pst"
	case "pdf", "rtf", "png", "gif", "bmp", "webp", "zip", "7z", "rar", "tar", "xz", "lzma",
		"cab", "lzh", "arj", "iso", "dmg", "xml", "tnef", "msg", "pst":
		return ext
	}
	return "unknown"
}

// mimeKind returns the kind of files that are declared to be of a MIME type.
func mimeKind(mimeType string) string {
	switch mimeType {
	case "text/html", "application/xhtml+xml":
		return "html"
	case "text/csv", "text/comma-separated-values", "application/csv":
		return "csv"
	case "text/tab-separated-values":
		return "tsv"
	case "text/calendar", "application/ics":
		return "ics"
	case "text/vcard", "text/x-vcard", "text/directory":
		return "vcf"
	case "text/xml", "application/xml":
		return "xml"
	case "text/rtf", "application/rtf":
		return "rtf"
	case "text/json", "application/json":
		return "json"
	case "message/rfc822", "message/global":
		return "message"
	case "application/ms-tnef", "application/vnd.ms-tnef":
		return "tnef"
	case "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pkcs7-signature", "application/x-pkcs7-signature":
		return "smime"
	case "application/pgp-encrypted", "application/pgp", "application/pgp-signature", "application/pgp-keys":
		return "pgp"
	case "application/msword":
		return "doc"
	case "application/vnd.ms-excel":
		return "xls"
	case "application/vnd.ms-powerpoint":
		return "ppt"
	case "application/pdf", "application/zip", "image/png", "image/jpeg", "image/gif", "image/tiff", "image/bmp",
		"image/webp", "image/heic", "image/jp2":
		return mimeType[strings.IndexByte(mimeType, '/')+1:]
	}
	if strings.HasPrefix(mimeType, "text/") {
		return "text"
	}
	return "unknown"
}
