package ooxml

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"exposed/scanner/document"
	"exposed/scanner/document/parts"
)

// oleType is the type of the files that hold objects of other programs.
const oleType = "application/x-ole-storage"

// oleMagic are the first bytes of a compound file (MS-CFB, 2.2).
var oleMagic = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// files returns the files that lie in this one, each once, in the order of the
// slides that show them and of their names: pictures, objects of other programs,
// packages and parts in other formats.
func (r *reader) files() []document.File {
	var parts []string
	for _, part := range r.named("", "") {
		if !r.read[part] && r.isFile(part) {
			parts = append(parts, part)
		}
	}
	slices.SortStableFunc(parts, func(a, b string) int { return r.order(a) - r.order(b) })
	var out []document.File
	left := maxFiles
	for _, part := range parts {
		f := document.File{Name: path.Base(partPath(r.Members[r.parts[part]].Name)), Page: r.shown[part]}
		f.Data = r.bytes(part, &left)
		switch {
		case len(f.Data) == 0:
			continue
		case bytes.HasPrefix(f.Data, oleMagic) && strings.HasSuffix(part, ".bin"):
			f.Type = oleType
		}
		out = append(out, f)
	}
	return out
}

// order returns the place of a part among the embedded files.
func (r *reader) order(part string) int {
	if n, ok := r.shown[part]; ok {
		return n
	}
	return len(r.pages) + 1
}

// isFile reports whether a part that was not read is a file of its own. What is
// neither that nor of the markup of the file is noted.
func (r *reader) isFile(part string) bool {
	ext, base := path.Ext(part), path.Base(part)
	switch ext {
	case ".xml", ".rels", ".vml":
		if strings.Contains(part, "/pivotcacherecords") || strings.Contains(part, "/externallinks/externallink") {
			r.Trouble(unreadCache)
		}
		return r.imported[part]
	case ".odttf", ".fntdata", ".psmdcp", ".sigs": // fonts; what packages say of themselves
		return false
	case ".bin":
		switch {
		case strings.Contains(part, "/embeddings/"):
			return true
		case strings.HasPrefix(base, "vbaproject") || strings.Contains(part, "/activex/"):
			r.Trouble(unreadMacro)
		case strings.Contains(part, "/pivotcacherecords") || strings.Contains(part, "/externallinks/externallink"):
			r.Trouble(unreadCache)
		}
		return r.imported[part]
	}
	return true
}

// partPath returns a name of a member as a path.
func partPath(name string) string { return strings.ReplaceAll(name, `\`, "/") }

// bytes returns a part, as far as left and the budget of the file go.
func (r *reader) bytes(part string, left *int) []byte {
	r.read[part] = true
	in, err := r.Members[r.parts[part]].Open()
	if err != nil {
		r.Damage(err)
		return nil
	}
	defer func() { _ = in.Close() }()
	b, over := r.Bytes(in, left)
	if over {
		r.Trouble(largeFiles)
	}
	return b
}

// imports notes the parts of other formats that a part takes in whole
// (ISO/IEC 29500-1, 11.3.1).
func (r *reader) imports(rels []relation) {
	for _, rel := range rels {
		if rel.kind != "aFChunk" || rel.part == "" {
			continue
		}
		if !r.has(rel.part) {
			r.Trouble(parts.Missing)
			continue
		}
		if r.imported == nil {
			r.imported = map[string]bool{}
		}
		r.imported[rel.part] = true
	}
}
