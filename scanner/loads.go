package scanner

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"exposed/scanner/loadfile"
	"exposed/scanner/mailbox"
)

// dataFolders are what the folder is called, in lower case, that holds the load
// files of an export, beside those of texts and natives.
var dataFolders = []string{"data", "dat", "load", "loads", "loadfile", "loadfiles", "load files", "load_files"}

// loadFile reads a load file: each row is an item with what it says of a
// document, and the document's text and native are further ones below it, where they
// lie beside the load file.
func (r *reader) loadFile(st *stored, sink Sink) (Tally, error) {
	t := Tally{Framing: st.size}
	raw, err := r.all(io.NewSectionReader(st.at, 0, st.size), st.size)
	if r.ctx.Err() != nil {
		return t, r.ctx.Err()
	}
	table, docs, perr := parseTable(raw)
	box := st.container()
	if perr != nil {
		t.Framing, t.Unreadable = 0, st.size
		box.Exceptions = append(box.Exceptions, withBytes(readProblem(perr, 0), st.size))
	} else if err != nil {
		t.Framing, t.Unreadable = int64(len(raw)), st.size-int64(len(raw))
		box.Exceptions = append(box.Exceptions, withBytes(readProblem(err, 0), t.Unreadable))
	}
	for _, p := range table.Problems {
		box.Exceptions = append(box.Exceptions, Exception{reasonOf(p.Reason), p.Detail, 0})
	}
	e := &export{roots: exportRoots(st), seen: map[string]bool{}, left: maxLinkedAgain}
	defer closeRoots(e.roots)
	if e.roots == nil {
		box.Exceptions = append(box.Exceptions, Exception{Unsupported, "load file in an archive: what it names is read as files of the archive, and was not held against it", 0})
	}
	if err := sink.Family([]Item{box}); err != nil {
		return t, err
	}
	for i := range table.Rows {
		var doc *loadfile.Document
		if docs != nil {
			doc = &docs[i]
		}
		if err := r.row(st, &table, i, doc, e, sink); err != nil {
			return t, err
		}
		t.Content, t.Framing = t.Content+table.Rows[i].Size, t.Framing-table.Rows[i].Size
		st.progress(table.Rows[i].Size)
	}
	return t, nil
}

// exportRoots opens the folders that the paths of a load file on disk may start
// from: its own, and the one above a folder that is there for load files. They
// lead nowhere else. One in an archive has none.
func exportRoots(st *stored) []*os.Root {
	if st.inner != "" {
		return nil
	}
	name, err := filepath.Abs(st.name) // which folder is above it does not depend on where we are
	if err != nil {
		name = st.name
	}
	dir := filepath.Dir(name)
	dirs := []string{dir}
	if up := filepath.Dir(dir); filepath.Dir(up) != up && slices.Contains(dataFolders, strings.ToLower(filepath.Base(dir))) {
		dirs = append(dirs, up)
	}
	roots := []*os.Root{}
	for _, dir := range dirs {
		if root, err := os.OpenRoot(dir); err == nil {
			roots = append(roots, root)
		}
	}
	return roots
}

func closeRoots(roots []*os.Root) {
	for _, root := range roots {
		root.Close()
	}
}

// row hands on row i of a load file and the files that it names.
func (r *reader) row(st *stored, table *loadfile.Table, i int, doc *loadfile.Document, e *export, sink Sink) error {
	inner := st.inner + "!" + strconv.Itoa(table.Rows[i].N)
	files, missing := e.linkedFiles(doc)
	defer func() {
		for k := range files {
			files[k].file.Close()
		}
	}()
	r.addRow(table, i, doc, inner)
	for _, x := range missing {
		r.except(0, x)
	}
	if err := sink.Family(r.family); err != nil {
		return err
	}
	for k := range files {
		f := &files[k].stored
		f.inner, f.progress = inner+"!"+strconv.Itoa(k+1), func(int64) {}
		if _, err := r.stored(f, sink); err != nil {
			return err
		}
	}
	return r.ctx.Err()
}

// linkedFiles opens the text and the native of a document, as far as they are there.
func (e *export) linkedFiles(doc *loadfile.Document) (files []linked, missing []Exception) {
	if doc == nil || e.roots == nil {
		return nil, nil
	}
	for _, of := range []struct {
		role loadfile.Role
		what string
	}{{loadfile.TextPath, "text"}, {loadfile.NativePath, "native"}} {
		rel := loadfile.Relative(doc.Get(of.role))
		if rel == "" {
			continue
		}
		f, err := openLinked(e.roots, rel)
		if err != nil {
			missing = append(missing, Exception{Missing, "the " + of.what + " that the row names is not there: hand over the whole export", 0})
			continue
		}
		if !e.may(rel, f.size) {
			f.file.Close()
			missing = append(missing, Exception{TooMany, "the " + of.what + " that the row names is named by so many rows that it was not read for this one", f.size})
			continue
		}
		f.name = path.Base(rel)
		files = append(files, f)
	}
	return files, missing
}

// maxLinkedAgain is how many bytes of files that several rows of a load file name are
// read again: each row has its own, but a row of few bytes may name a file of any size.
const maxLinkedAgain = 1 << 30

// An export is the folders that a load file lies in, and which of their files it has named.
type export struct {
	roots []*os.Root
	seen  map[string]bool
	left  int64 // bytes that may be read again
}

// may reports whether the file at rel, of size bytes, is read: the first time it is.
func (e *export) may(rel string, size int64) bool {
	if !e.seen[rel] {
		e.seen[rel] = true
		return true
	}
	size += headBytes
	if size > e.left {
		return false
	}
	e.left -= size
	return true
}

// A linked is a file that a load file names.
type linked struct {
	stored
	file *os.File
}

// openLinked opens the file at rel below the first of the roots that has it.
func openLinked(roots []*os.Root, rel string) (linked, error) {
	for _, root := range roots {
		if info, err := root.Stat(filepath.FromSlash(rel)); err != nil || !info.Mode().IsRegular() {
			continue // opening a pipe would wait for who writes to it
		}
		f, err := root.Open(filepath.FromSlash(rel))
		if err != nil {
			continue
		}
		info, err := f.Stat()
		if err == nil && info.Mode().IsRegular() {
			return newLinked(f, info.Size(), rel)
		}
		f.Close()
	}
	return linked{}, fs.ErrNotExist
}

func newLinked(f *os.File, size int64, name string) (linked, error) {
	head := make([]byte, min(size, headBytes))
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		f.Close()
		return linked{}, err
	}
	kind := storedKind(head[:n], name)
	if kind == "dat" {
		kind = "" // a load file names no other, or each of its rows could name it
	}
	return linked{stored{at: f, size: size, kind: kind, depth: 1}, f}, nil
}

// headerRoles are the columns that are fields of a message.
var headerRoles = []struct {
	role loadfile.Role
	name string
}{
	{loadfile.From, "From"}, {loadfile.To, "To"}, {loadfile.CC, "Cc"}, {loadfile.BCC, "Bcc"}, {loadfile.Subject, "Subject"},
	{loadfile.DateSent, "Date"}, {loadfile.MessageID, "Message-ID"},
}

// addRow makes the family of row i of a load file: what it says of a document.
func (r *reader) addRow(table *loadfile.Table, i int, doc *loadfile.Document, inner string) {
	row := &table.Rows[i]
	head := mailbox.Part{Parent: -1, Root: true, Type: "multipart/mixed"}
	kind, name := File, ""
	if doc != nil {
		for _, h := range headerRoles {
			if v := doc.Get(h.role); v != "" {
				head.Header = append(head.Header, mailbox.Field{Name: h.name, Value: v})
				if h.role != loadfile.Subject && h.role != loadfile.DateSent {
					kind = Message
				}
			}
		}
		name = doc.Get(loadfile.FileName)
	}
	parts := []mailbox.Part{head, {Parent: 0, Type: "text/plain", Charset: "utf-8", Body: []byte(rowText(table, row, doc))}}
	parts[0].Raw = []byte(strings.Join(row.Fields, "\x14"))
	r.familyOf(inner, kind, parts[0].Raw, func() { r.addParts(parts, inner, -1, 0) })
	it := &r.family[0]
	it.Kind, it.Name, it.Size = kind, name, row.Size
}

// rowText returns the fields of a row, a line each, behind the heads of their
// columns, and then the document's text if the row has it.
func rowText(table *loadfile.Table, row *loadfile.Row, doc *loadfile.Document) string {
	var b strings.Builder
	text := ""
	if doc != nil {
		text = doc.Get(loadfile.Text)
	}
	for k, v := range row.Fields {
		if v == "" || v == text || isPath(table, k) {
			continue
		}
		if k < len(table.Heads) {
			fmt.Fprintf(&b, "%s: ", table.Heads[k])
		}
		b.WriteString(v + "\n")
	}
	if text != "" {
		b.WriteString("\n" + text + "\n")
	}
	return b.String()
}

// isPath reports whether column k says where a file lies.
func isPath(table *loadfile.Table, k int) bool {
	role := table.Role(k)
	return role == loadfile.TextPath || role == loadfile.NativePath
}
