package scanner

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"exposed/scanner/document"
	"exposed/scanner/document/card"
	"exposed/scanner/document/legacy"
	"exposed/scanner/document/metafile"
	"exposed/scanner/document/odf"
	"exposed/scanner/document/ooxml"
	"exposed/scanner/document/pdf"
	"exposed/scanner/document/rtf"
	"exposed/scanner/document/tree"
	"exposed/scanner/mailbox"
)

// documents read files that are neither text nor archives, by their kind.
var documents = map[string]func([]byte, document.Options) document.Content{
	"xlsx":      ooxml.Read,
	"docx":      ooxml.Read,
	"pptx":      ooxml.Read,
	"pdf":       pdf.Read,
	"applefile": appleFile,
	"doc":       legacy.DOC,
	"xls":       legacy.XLS,
	"ppt":       legacy.PPT,
	"ole":       legacy.Object,
	"odf":       odf.Read,
	"rtf":       rtf.Read,
	"vcf":       card.Read,
	"ics":       card.Read,
	"json":      tree.JSON,
	"xml":       tree.XML,
	"emf":       metafile.Read,
	"wmf":       metafile.Read,
}

// content takes the text out of the file raw of item k.
func (r *reader) content(k int, raw []byte, name, mimeType, charset string, depth int) {
	if len(raw) == 0 {
		if r.family[k].Kind == File {
			r.except(k, Exception{Malformed, "the file is empty; see whether the export went wrong", 0})
		}
		return
	}
	kind := kindOf(raw, name, mimeType)
	switch kind {
	case "csv", "tsv", "text":
		if !r.separated(k, kind, raw) {
			r.plain(k, raw, name, charset, depth)
		}
	case "html":
		r.markup(k, raw, charset)
	case "message", "yenc":
		r.plain(k, raw, name, charset, depth)
	case "pgp":
		r.pgp(k, raw, name, charset, depth)
	case "smime":
		r.smime(k, raw, name, depth)
	case "encrypted":
		r.encrypted(k, raw, name, mimeType, depth)
	default:
		if read := documents[kind]; read != nil {
			r.document(k, read, inUTF8(kind, raw, charset), depth)
			return
		}
		if picture(kind) && r.options.Words != nil {
			r.picture(k, raw)
			return
		}
		r.unread(k, kind, raw, name)
	}
}

// inUTF8 returns the file raw of a kind of text as UTF-8, if the message that
// carries it declares its charset and the file itself does not.
func inUTF8(kind string, raw []byte, charset string) []byte {
	switch kind {
	case "vcf", "ics", "json":
		if charset != "" && !utf8.Valid(raw) {
			s, _ := document.Decode(raw, charset)
			return []byte(s)
		}
	}
	return raw
}

// separated reads raw as separated values. It reports false if that is no table.
func (r *reader) separated(k int, kind string, raw []byte) bool {
	if kind == "text" && !tabled(raw) {
		return false
	}
	t, problems, table := document.CSV(raw)
	if !table {
		return false
	}
	r.family[k].Text = t
	if kind != "text" { // nobody said that it is a table
		r.troubles(k, problems)
	}
	return true
}

// markup takes the text out of the HTML file raw.
func (r *reader) markup(k int, raw []byte, charset string) {
	if charset == "" {
		charset = document.MetaCharset(raw)
	}
	s, exact := document.Decode(raw, charset)
	r.family[k].Text = document.HTML(s)
	r.undecoded(k, raw, charset, s, exact)
}

// plain reads raw as text. Files that are encoded in it are items of their own.
func (r *reader) plain(k int, raw []byte, name, charset string, depth int) {
	files := mailbox.Enclosures(raw, 0)
	if len(files) > 0 {
		raw = mailbox.Without(raw, files)
	}
	s, exact := document.Decode(raw, charset)
	r.family[k].Text = document.Plain(s)
	r.undecoded(k, raw, charset, s, exact)
	if r.family[k].Kind == File && mailNamed(name) {
		r.except(k, Exception{Malformed, "named as mail, but no message was found; read as text", int64(len(raw))})
	}
	for i := range files {
		e := &files[i]
		at := r.within(k, i+1, &document.File{Name: e.Name, Data: e.Data}, depth)
		r.troubles(at, mailProblems(e.Problems))
	}
}

// mailProblems are the problems of a reader of mail as those of a document.
func mailProblems(problems []mailbox.Problem) []document.Problem {
	var out []document.Problem
	for _, p := range problems {
		out = append(out, document.Problem{Reason: p.Reason, Detail: p.Detail})
	}
	return out
}

// appleFile reads a file of AppleSingle or AppleDouble.
func appleFile(raw []byte, _ document.Options) document.Content {
	f := mailbox.ReadAppleFile(raw)
	c := document.Content{Text: document.Plain(f.Name), Problems: mailProblems(f.Problems)}
	if f.Comment != "" {
		c.Text = document.Plain(f.Name + "\n" + f.Comment)
	}
	if f.Data != nil {
		c.Files = append(c.Files, document.File{Name: f.Name, Data: f.Data})
	}
	return c
}

// document takes the text out of the file raw of item k with the reader of its format.
func (r *reader) document(k int, read func([]byte, document.Options) document.Content, raw []byte, depth int) {
	c := read(raw, r.options)
	r.family[k].Text = c.Text
	r.troubles(k, c.Problems)
	for i := range c.Files {
		if r.full() {
			r.except(k, Exception{TooMany, fmt.Sprintf("more than %d items within each other: %d files in the document were not read", maxFamily, len(c.Files)-i), 0})
			return
		}
		r.within(k, i+1, &c.Files[i], depth)
	}
}

// picture reports whether files of that kind are pictures.
func picture(kind string) bool {
	switch kind {
	case "png", "jpeg", "gif", "tiff", "bmp", "webp", "heic", "jp2":
		return true
	}
	return false
}

// picture reads the words of the picture raw of item k.
func (r *reader) picture(k int, raw []byte) {
	s, problems := r.options.Words(raw)
	r.family[k].Text = pictured(s)
	r.troubles(k, problems)
}

// pictured returns the text s of a picture, whose pages are apart by form feeds.
func pictured(s string) document.Text {
	t := document.Text{Data: strings.ReplaceAll(s, "\f", "\n")}
	if strings.Contains(s, "\f") {
		t.Pages = []int{0}
		for i := range len(s) {
			if s[i] == '\f' {
				t.Pages = append(t.Pages, i+1)
			}
		}
	}
	return t
}

// within adds file n of the document that is item k, and returns its item.
func (r *reader) within(k, n int, f *document.File, depth int) int {
	up := &r.family[k]
	it := Item{Inner: up.Inner + "!" + strconv.Itoa(n), Parent: k, Kind: Attachment, Name: f.Name, Size: int64(len(f.Data)), SHA256: sha256.Sum256(f.Data), MessageID: up.MessageID}
	at := len(r.family)
	r.family = append(r.family, it)
	if depth >= maxNested {
		r.except(at, Exception{TooDeep, fmt.Sprintf("file within %d items: not opened", depth), int64(len(f.Data))})
		return at
	}
	if r.budget.bytes+int64(len(f.Data)) > maxUnpacked {
		r.except(at, Exception{TooLarge, "the files within the archives and documents of a message have more than 256 MB: not opened", int64(len(f.Data))})
		return at
	}
	r.budget.bytes += int64(len(f.Data))
	r.expand(at, f.Data, f.Name, f.Type, "", depth+1)
	return at
}

// troubles makes exceptions of what could not be read of item k.
func (r *reader) troubles(k int, problems []document.Problem) {
	for _, p := range problems {
		detail := p.Detail
		if p.Line > 0 {
			detail = fmt.Sprintf("line %d: %s", p.Line, p.Detail)
		}
		r.except(k, Exception{Reason: reasonOf(p.Reason), Detail: detail})
	}
}

// tabled reports whether text without a name that says so looks like a table: its
// first line has two tabs, or it and most lines after it have the same number of
// semicolons, bars or commas, two at least. Behind the commas of prose stand blanks.
func tabled(raw []byte) bool {
	head := raw[:min(len(raw), headBytes)]
	first, rest, _ := bytes.Cut(head, []byte{'\n'})
	if bytes.Count(first, []byte{'\t'}) >= 2 {
		return true
	}
	for _, sep := range []string{";", "|", ","} {
		n := bytes.Count(first, []byte(sep))
		if n < 2 || sep == "," && 2*bytes.Count(head, []byte(", ")) > bytes.Count(head, []byte(sep)) {
			continue
		}
		lines, same := 1, 1
		for line := range bytes.Lines(rest) {
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			if lines++; bytes.Count(line, []byte(sep)) == n {
				same++
			}
		}
		if same >= 3 && 5*same >= 3*lines {
			return true
		}
	}
	return false
}

// lossy reports whether the text s of raw may differ from what was written:
// bytes without a character, or beyond ASCII in a charset that nobody knows.
func lossy(raw []byte, charset, s string, exact bool) bool {
	if exact {
		return false
	}
	return strings.ContainsRune(s, utf8.RuneError) || !document.Known(charset) && !ascii(raw)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (r *reader) undecoded(k int, raw []byte, charset, s string, exact bool) {
	if lossy(raw, charset, s, exact) {
		r.except(k, Exception{Malformed, "bytes without a character in the charset of the file", 0})
	}
}

// mailNamed reports whether a file's name says that it holds mail.
func mailNamed(name string) bool {
	name = strings.ToLower(name)
	for _, e := range mailboxEndings {
		if strings.HasSuffix(name, e) {
			return true
		}
	}
	return false
}

// unread says of item k that files of its kind are not read.
func (r *reader) unread(k int, kind string, raw []byte, name string) {
	it, n := &r.family[k], int64(len(raw))
	if unreadReason(it, kind, name) == Unsupported && r.options.Other != nil {
		t, problems := r.options.Other(raw)
		it.Text = t
		r.troubles(k, problems)
		return
	}
	r.except(k, Exception{unreadReason(it, kind, name), unreadDetail(it, kind, name), n})
}

func unreadReason(it *Item, kind, name string) Reason {
	if picture(kind) {
		return NeedsOCR
	}
	if kind == "unknown" && it.Kind == File && mailNamed(name) {
		return Corrupt
	}
	return Unsupported
}

func unreadDetail(it *Item, kind, name string) string {
	switch {
	case kind == "unknown" && it.Kind == File && mailNamed(name):
		return "named as mail, but neither mail nor text; see whether the export went wrong"
	case kind == "unknown":
		return "unknown format"
	case unreadReason(it, kind, name) == NeedsOCR:
		return "image " + kind + ": words in it are not read"
	}
	return "format " + kind + " is not read"
}

// searchFile finds what stands in the file of item k. Each row of a table is a
// record; prose is cut as the body of a message is.
func (r *reader) searchFile(k int) {
	it := &r.family[k]
	if r.detect == nil || it.Text.Data == "" {
		return
	}
	r.starts = r.starts[:0] // a file has no parts
	found := cut(r.detect.Text(it.Text.Data, r.cells(it.Text.Rows), nil))
	it.Findings, it.Candidates = found.findings, found.candidates
	it.Records = r.records(it, nil, 0)
}
