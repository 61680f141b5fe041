package document

import (
	"strings"
	"testing"
)

// emptyOLE is the header of a compound file.
var emptyOLE = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504)

// Each row is the head of a file, its name, its MIME type and its kind.
var kinds = []struct{ head, name, mime, want string }{
	{"%PDF-1.7\n", "a.doc", "", "pdf"},
	{"\x1b%-12345X@PJL\n%PDF-1.4\n", "", "", "pdf"},
	{"{\\rtf1\\ansi", "a.doc", "application/msword", "rtf"},
	{"\x89PNG\r\n\x1a\n", "", "", "png"},
	{"\xff\xd8\xff\xe0", "scan.png", "", "jpeg"},
	{"GIF89a", "", "", "gif"},
	{"II*\x00", "", "", "tiff"},
	{"BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28", "", "", "bmp"},
	{"BMW cars are listed", "", "", "text"},
	{"RIFF\x00\x00\x00\x00WEBPVP8 ", "", "", "webp"},
	{"\x00\x00\x00\x18ftypheic", "", "", "heic"},
	{"PK\x03\x04....[Content_Types].xml...word/document.xml", "a.zip", "", "docx"},
	{"PK\x03\x04....[Content_Types].xml...xl/workbook.xml", "", "", "xlsx"},
	{"PK\x03\x04....[Content_Types].xml...ppt/slides", "", "", "pptx"},
	{"PK\x03\x04....[Content_Types].xml...", "list.xlsx", "", "xlsx"},
	{"PK\x03\x04....word/notes.txt", "", "", "zip"},
	{"PK\x03\x04....word/styles.xml", "a.dotm", "", "docx"},
	{"PK\x03\x04....xl/workbook.bin", "list.xlsb", "", "xlsx"},
	{"PK\x03\x04..........................mimetypeapplication/vnd.oasis.opendocument.textPK", "a.zip", "", "odf"},
	{"PK\x03\x04....content.xml", "a.odt", "", "odf"},
	{"PK\x03\x04....notes.txt", "a.odt", "", "zip"},
	{"<?xml version=\"1.0\"?>\n<office:document xmlns:office=\"x\">", "", "", "odf"},
	{"PK\x05\x06", "", "", "zip"},
	{"\x1f\x8b\x08", "a.csv", "text/csv", "gzip"},
	{"7z\xbc\xaf\x27\x1c", "", "", "7z"},
	{"Rar!\x1a\x07\x01", "", "", "rar"},
	{strings.Repeat("\x00", 257) + "ustar", "", "", "tar"},
	{"a.txt" + strings.Repeat("\x00", 143) + "0010061 " + strings.Repeat("\x00", 356), "", "", "unknown"},
	{"a.txt" + strings.Repeat("\x00", 143) + "001357\x00 " + strings.Repeat("\x00", 356), "", "", "tar"},
	{"BZh91AY&SY", "", "", "bzip2"},
	{"BZh9\x17rE8P\x90", "", "", "bzip2"},
	{"BZhang wrote", "", "", "text"},
	{"\xfd7zXZ\x00", "", "", "xz"},
	{"\x28\xb5\x2f\xfd", "", "", "zstd"},
	{"\x50\x2a\x4d\x18\x02\x00\x00\x00ab\x28\xb5\x2f\xfd", "", "", "zstd"},
	{"\x5d\x00\x00\x80\x00\xff\xff\xff\xff\xff\xff\xff\xff\x00", "", "", "lzma"},
	{"] is a bracket", "", "", "text"},
	{"MSCF\x00\x00\x00\x00", "", "", "cab"},
	{"\x1f\x9d\x90", "", "", "Z"},
	{"\x20\x00-lh5-" + strings.Repeat("\x00", 16), "", "", "lzh"},
	{"\x60\xea\x2b\x00\x1e\x0b\x01\x02\x00\x00\x02", "", "", "arj"},
	{strings.Repeat("\x00", 4096), "cd.iso", "", "iso"},
	{strings.Repeat("\x00", 4096), "disk.dmg", "", "dmg"},
	{"\x78\x9f\x3e\x22", "winmail.dat", "", "tnef"},
	{emptyOLE, "a.xls", "", "xls"},
	{emptyOLE + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00", "a.xls", "", "doc"},
	{emptyOLE, "a.dat", "", "ole"},
	{"name,ssn\n", "list.csv", "application/octet-stream", "csv"},
	{"name,ssn\n", "", "text/csv; charset=utf-8", "csv"},
	{"name,ssn\n", "list.txt", "text/csv", "text"},
	{"a\tb\n", "list.tsv", "", "tsv"},
	{"<html><p>", "", "", "html"},
	{"\n<!DOCTYPE html>", "a.txt", "", "html"},
	{"<?xml version='1.0'?><a/>", "", "", "xml"},
	{"<?xml version='1.0'?><!DOCTYPE html><html>", "", "", "html"},
	{"<div>a</div>", "", "", "html"},
	{"BEGIN:VCALENDAR\r\n", "", "text/plain", "ics"},
	{"BEGIN:VCARD\r\n", "", "", "vcf"},
	{"{\"a\": 1}", "", "", "json"},
	{"Received: by x\nMessage-ID: <a@b>\nFrom: x\n\nhi", "", "", "message"},
	{"From: x\nTo: y\n\nhi", "", "", "text"},
	{"From: x\nTo: y\n\nhi", "a.eml", "", "message"},
	{"From: x\n\nhi", "", "message/rfc822", "message"},
	{"-----BEGIN PGP MESSAGE-----", "a.txt", "", "pgp"},
	{"0\x82\x01", "smime.p7m", "", "smime"},
	{"hello", "", "", "text"},
	{"h\x00i\x00 \x00t\x00h\x00", "", "", "text"},
	{"", "", "", "text"},
	{"\x00\x01\x02\x03", "a.txt", "text/plain", "unknown"},
	{"\x00\x01\x02\x03", "", "", "unknown"},
}

func TestKind(t *testing.T) {
	for _, tt := range kinds {
		if got := Kind([]byte(tt.head), tt.name, tt.mime); got != tt.want {
			t.Errorf("Kind(%.40q, %q, %q) = %s, want %s", tt.head, tt.name, tt.mime, got, tt.want)
		}
	}
}

func TestLooksText(t *testing.T) {
	tests := []struct {
		head string
		want bool
	}{
		{"", true},
		{"hello\r\n\tworld\f", true},
		{"caf\u00e9", true},
		{"caf\xe9 na\xefve", true},
		{"cut caf\xc3", true},
		{"\xcf\xf0\xe8\xe2\xe5\xf2", true},
		{"\xff\xfeh\x00", true},
		{"h\x00i\x00h\x00o\x00", true},
		{"one\x01" + strings.Repeat(" more", 20), true},
		{"a\x00b", false},
		{"\x01\x02\x03", false},
		{"\x80\x02}q\x01(X\x05", false},
	}
	for _, tt := range tests {
		if got := LooksText([]byte(tt.head)); got != tt.want {
			t.Errorf("LooksText(%q) = %v", tt.head, got)
		}
	}
}
