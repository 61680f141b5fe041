// Package manifest reads the lists of what an export holds that Microsoft
// Purview and Google Vault write beside it, so that each entry can be looked for in the export.
package manifest

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode"

	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A Manifest is what a list says, in its order.
type Manifest struct {
	Entries  []Entry
	Problems []Problem
	each     func(*Entry) // takes the entries instead; nil: they are kept
	n        int          // of entries
}

// An Entry is one item or file of the export. What is not said is empty.
type Entry struct {
	Row       int    // number of the record, the heads being record 1; of the document in XML, from 1
	ID        string // as the program that exported names it
	Path      string // in the export, with slashes
	MessageID string
	Subject   string
	Untitled  bool   // the list has a place for the subject, which is empty
	Size      int64  // bytes; -1: not said
	Hash      string // lower-case hex
	Error     bool   // the program says that it did not export the item, or not in full
	Reason    string // its words for that; they may hold names
}

// A Problem tells what keeps the list from being read in full.
type Problem struct{ Reason, Detail string }

// maxEntries is how many entries of a list are read.
const maxEntries = 5_000_000

// Parse reads the list in r, of a file of that name; head is its first bytes,
// which r gives too. It reports false if the file is no such list. An error is one of r,
// with what was read before it.
func Parse(name string, head []byte, r io.Reader) (Manifest, bool, error) {
	return Manifest{}.parse(name, head, r)
}

// Each reads a list as Parse does, and hands each entry to yield, which may not keep it.
func Each(name string, head []byte, r io.Reader, yield func(*Entry)) ([]Problem, bool, error) {
	m, ok, err := Manifest{each: yield}.parse(name, head, r)
	return m.Problems, ok, err
}

func (m Manifest) parse(name string, head []byte, r io.Reader) (Manifest, bool, error) {
	r = transform.NewReader(r, utf.BOMOverride(utf.UTF8.NewDecoder()))
	text := plainHead(head)
	name = strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	switch {
	case isXML(text):
		return m.parseXML(r)
	case isChecksums(name, text):
		return m.parseChecksums(r)
	}
	for _, comma := range []rune{',', '\t', ';'} {
		if c, ok := columnsOf(text, comma); ok && c.isList(name) {
			return m.parseCSV(r, comma)
		}
	}
	return Manifest{}, false, nil
}

// plainHead returns head in UTF-8.
func plainHead(head []byte) []byte {
	out, err := io.ReadAll(transform.NewReader(bytes.NewReader(head), utf.BOMOverride(utf.UTF8.NewDecoder())))
	if err != nil {
		return head
	}
	return out
}

// A role is what a column says.
type role uint8

const (
	none role = iota
	id
	target   // path in the export
	original // path before it
	fileName
	messageID
	subject
	size
	hash
	failure
	roles
)

// heads are the names of columns in lower case, letters and digits only: of
// Results.csv and Unindexed Items.csv (Content search), of Export_load_file.csv and
// Items.csv (Purview, "Document metadata fields"; "Export report fields in Advanced
// eDiscovery"), and of the lists of Vault ("Vault export contents"). Error Tags and
// Processing status are none: they say what Purview could not index, and the item
// is exported all the same.
var heads = map[string]role{
	"itemidentity": id, "documentid": id, "fileid": id, "immutableid": id, "itemid": id, "gmailmessageid": id, "docid": id,
	"targetpath": target, "exportnativepath": target, "nativepath": target, "exportedpath": target,
	"originalpath": original, "originalinputpath": original, "documentpath": original, "inputpath": original, "exportinputpath": original, "compoundpath": original,
	"filename":          fileName, // Native_file_name has no extension: it names no file
	"internetmessageid": messageID, "messageid": messageID, "rfc822messageid": messageID, "emailmessageid": messageID,
	"subject": subject, "subjectortitle": subject, "subjecttitle": subject, "emailsubject": subject, "title": subject, "documenttitle": subject,
	"size": size, "sizebytes": size, "nativesize": size, "filesize": size,
	"md5": hash, "md5hash": hash, "nativemd5": hash, "nativesha256": hash, "sha256": hash, "hash": hash,
	"error": failure, "errors": failure, "errorcode": failure, "errormessage": failure, "errordescription": failure, "exporterror": failure, "exportstatusdescription": failure, "exportstatus": failure, "decodestatus": failure, "itemstatus": failure, "reason": failure, "failurereason": failure,
}

// plainName is a head as heads has it.
func plainName(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// columns are the roles of columns in their order, and the names that are known.
type columns struct {
	roles []role
	has   map[string]bool
	count [roles]int
}

func newColumns(fields []string) columns {
	c := columns{has: map[string]bool{}}
	for _, f := range fields {
		name := plainName(f)
		k := heads[name]
		c.roles = append(c.roles, k)
		c.has[name] = true
		c.count[k]++
	}
	if c.has["exportnativepath"] {
		c.mute("errorcode", fields) // of processing: the native is exported all the same
	}
	return c
}

// mute makes the column of a name say nothing.
func (c *columns) mute(name string, fields []string) {
	for i, f := range fields {
		if plainName(f) == name {
			c.count[c.roles[i]]--
			c.roles[i] = none
			c.count[none]++
		}
	}
}

// columnsOf returns the columns that the first record of head names.
func columnsOf(head []byte, comma rune) (columns, bool) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	cr := csv.NewReader(bytes.NewReader(line))
	cr.Comma, cr.LazyQuotes = comma, true
	fields, err := cr.Read()
	if err != nil || len(fields) < 2 {
		return columns{}, false
	}
	return newColumns(fields), true
}

// isList reports whether the columns are those of a list: names that only such
// lists have, or columns for errors in a file that is named as one of Vault's.
func (c *columns) isList(name string) bool {
	switch {
	case c.has["itemidentity"] && c.count[target]+c.count[original] > 0,
		c.has["exportnativepath"],
		c.has["rfc822messageid"] && (c.has["filename"] || c.has["gmailmessageid"]),
		c.has["targetpath"] && c.count[id]+c.count[messageID] > 0:
		return true
	}
	named := strings.HasSuffix(name, "error.csv") || strings.HasSuffix(name, "errors.csv") || strings.HasSuffix(name, "exceptions.csv")
	return named && c.count[failure] > 0 && c.count[id]+c.count[messageID]+c.count[subject]+c.count[target]+c.count[fileName] > 0
}

func (m Manifest) parseCSV(r io.Reader, comma rune) (Manifest, bool, error) {
	cr := csv.NewReader(r)
	cr.Comma, cr.LazyQuotes, cr.FieldsPerRecord, cr.ReuseRecord = comma, true, -1, true
	fields, err := cr.Read()
	if err != nil {
		return m, true, readError(err)
	}
	c := newColumns(fields)
	width, odd := len(fields), 0
	for row := 2; ; row++ {
		fields, err = cr.Read()
		var syntax *csv.ParseError
		switch {
		case errors.As(err, &syntax):
			m.problem("malformed", fmt.Sprintf("record %d is not closed", row))
		case err != nil:
			if odd > 0 {
				m.problem("malformed", fmt.Sprintf("%d records have not the %d fields that the heads have", odd, width))
			}
			return m, true, readError(err)
		}
		if len(fields) != width {
			odd++
		}
		if !m.add(c.entry(row, fields)) {
			return m, true, nil
		}
	}
}

// readError is err, or nil for the end of the list.
func readError(err error) error {
	if err == io.EOF {
		return nil
	}
	return fmt.Errorf("manifest: %w", err)
}

func (m *Manifest) problem(reason, detail string) {
	m.Problems = append(m.Problems, Problem{reason, detail})
}

// add appends an entry; false: there is no room for more.
func (m *Manifest) add(e Entry) bool {
	if m.n == maxEntries {
		m.problem("too-many", fmt.Sprintf("more than %d entries: the rest was not read", maxEntries))
		return false
	}
	m.n++
	if m.each != nil {
		m.each(&e)
	} else {
		m.Entries = append(m.Entries, e)
	}
	return true
}

// entry is the record of fields. Of several columns of a role the first counts that says something.
func (c *columns) entry(row int, fields []string) Entry {
	var v [roles]string
	for i, f := range fields[:min(len(fields), len(c.roles))] {
		if k := c.roles[i]; v[k] == "" || k == failure && !fails(v[k]) {
			v[k] = strings.Clone(strings.TrimSpace(f))
		}
	}
	e := Entry{Row: row, ID: v[id], MessageID: v[messageID], Subject: v[subject], Untitled: c.count[subject] > 0 && v[subject] == "", Size: -1, Hash: strings.ToLower(v[hash])}
	for _, k := range []role{target, fileName, original} {
		if e.Path == "" {
			e.Path = strings.ReplaceAll(v[k], `\`, "/")
		}
	}
	if n, err := strconv.ParseInt(v[size], 10, 64); err == nil && n >= 0 {
		e.Size = n
	}
	if fails(v[failure]) {
		e.Error, e.Reason = true, v[failure]
	}
	return e
}

// fails reports whether a status tells of a failure.
func fails(status string) bool {
	switch strings.ToLower(status) {
	case "", "0", "none", "no", "false", "success", "successful", "succeeded", "ok", "processed", "exported", "n/a", "no error", "no errors", "complete", "completed":
		return false
	}
	return true
}

// isChecksums reports whether head is lines of a hash and a name, as md5sum writes
// them, in a file that is named as such a list: lines of that form are also what
// stolen passwords are kept in.
func isChecksums(name string, head []byte) bool {
	named := false
	for _, word := range []string{"checksum", "md5", "sha1", "sha256", "hash"} {
		named = named || strings.Contains(name, word)
	}
	if !named {
		return false
	}
	line, _, _ := strings.Cut(string(head[:min(len(head), 4096)]), "\n")
	_, ok := checksum(line)
	return ok
}

// checksum reads a line of a hash and a name, in either order.
func checksum(line string) (Entry, bool) {
	line = strings.TrimSpace(line)
	first, rest, ok := strings.Cut(line, " ")
	if ok && isHash(first) {
		return Entry{Path: strings.ReplaceAll(strings.TrimLeft(rest, " *"), `\`, "/"), Hash: strings.ToLower(first), Size: -1}, true
	}
	if i := strings.LastIndexAny(line, " \t,"); i > 0 && isHash(line[i+1:]) {
		return Entry{Path: strings.ReplaceAll(strings.TrimRight(line[:i], " \t,:"), `\`, "/"), Hash: strings.ToLower(line[i+1:]), Size: -1}, true
	}
	return Entry{}, false
}

// isHash reports whether s is an MD5, SHA-1 or SHA-256 in hex.
func isHash(s string) bool {
	if len(s) != 32 && len(s) != 40 && len(s) != 64 {
		return false
	}
	return strings.Trim(s, "0123456789abcdefABCDEF") == ""
}

func (m Manifest) parseChecksums(r io.Reader) (Manifest, bool, error) {
	lines := bufio.NewScanner(r)
	odd := 0
	for row := 1; lines.Scan(); row++ {
		e, ok := checksum(lines.Text())
		if e.Row = row; !ok {
			if strings.TrimSpace(lines.Text()) != "" {
				odd++
			}
			continue
		}
		if !m.add(e) {
			break
		}
	}
	if odd > 0 {
		m.problem("malformed", fmt.Sprintf("%d lines are not a hash and a name", odd))
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		m.problem("malformed", "a line is too long: the rest was not read")
		return m, true, nil
	}
	return m, true, lines.Err()
}
