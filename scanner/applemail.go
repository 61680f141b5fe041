package scanner

import (
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"exposed/scanner/mailbox"
)

// partialEnding ends the name of a message that Apple Mail keeps without its attachments: a number stands before it.
const partialEnding = ".partial.emlx"

// apartOf returns the folder above that of a message of Apple Mail, and where in
// it the attachments lie that the program keeps apart: for Messages/7.partial.emlx
// that is Attachments/7. Both are "" for what is no such message on disk.
func apartOf(st *stored) (root, folder string) {
	number, ok := strings.CutSuffix(filepath.Base(st.name), partialEnding)
	if _, err := strconv.ParseUint(number, 10, 63); err != nil || !ok || st.inner != "" {
		return "", ""
	}
	return filepath.Dir(filepath.Dir(st.name)), "Attachments/" + number
}

// addApart gives the parts that a message of Apple Mail lacks what lies of them in
// the folder for its attachments: a folder named after the number of the
// part (RFC 9051, 6.4.5) with one file, which is not encoded. What is not
// there, or would make the message larger than maxMessage, stays missing.
func (r *reader) addApart(parts []mailbox.Part) {
	if r.apart.folder == "" || !slices.ContainsFunc(parts, lacksBody) {
		return
	}
	root, err := os.OpenRoot(r.apart.root)
	if err != nil {
		return
	}
	defer root.Close()
	left := int64(maxMessage)
	for i, number := range partNumbers(parts) {
		p := &parts[i]
		if !lacksBody(*p) || r.ctx.Err() != nil {
			continue
		}
		data, err := readApart(root, path.Join(r.apart.folder, number), p.Filename, left)
		if err != nil {
			continue
		}
		left -= int64(len(data))
		p.Body = data
		p.Problems = slices.DeleteFunc(p.Problems, func(x mailbox.Problem) bool { return x.Reason == "missing" })
	}
}

// lacksBody reports whether p is a part whose content Apple Mail keeps apart.
func lacksBody(p mailbox.Part) bool {
	return !strings.HasPrefix(p.Type, "message/") && p.Get("x-apple-content-length") != "" &&
		slices.ContainsFunc(p.Problems, func(x mailbox.Problem) bool { return x.Reason == "missing" })
}

// readApart returns the file in the folder at dir below root: the only one that
// lies there, or of several that of the name, up to limit bytes.
func readApart(root *os.Root, dir, name string, limit int64) ([]byte, error) {
	d, err := root.Open(filepath.FromSlash(dir))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	entries, err := d.ReadDir(maxApart)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") })
	if len(entries) > 1 {
		entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() != name })
	}
	if len(entries) != 1 {
		return nil, fs.ErrNotExist
	}
	f, err := root.Open(filepath.Join(filepath.FromSlash(dir), entries[0].Name()))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case int64(len(data)) > limit:
		return nil, mailbox.ErrTooLarge
	case len(data) == 0 && err == nil:
		return nil, io.ErrUnexpectedEOF
	}
	return data, err
}

// maxApart is how many files of a folder for a part are looked at.
const maxApart = 100

// partNumbers returns the numbers of the parts (RFC 9051, 6.4.5): "" for the
// message, "2" for its second part, "2.1" for the first below that. A message
// within has the number of the part that it is the content of.
func partNumbers(parts []mailbox.Part) []string {
	numbers, children := make([]string, len(parts)), make([]int, len(parts))
	for i := range parts {
		p := &parts[i]
		switch {
		case p.Parent < 0 || p.Stray:
		case p.Root:
			numbers[i] = numbers[p.Parent]
		default:
			children[p.Parent]++
			numbers[i] = strings.TrimPrefix(numbers[p.Parent]+"."+strconv.Itoa(children[p.Parent]), ".")
		}
	}
	return numbers
}
