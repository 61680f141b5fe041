package manifest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// isXML reports whether head begins a list in the XML of EDRM (EDRM XML 1.0):
// Vault's metadata.xml, and manifest.xml of Content search.
func isXML(head []byte) bool {
	head = bytes.TrimSpace(head)
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<Root")) && (bytes.Contains(head, []byte("DataInterchangeType")) || bytes.Contains(head, []byte("<Document ")))
}

// parseXML reads the documents of a list in the XML of EDRM: their tags and files.
func (m Manifest) parseXML(r io.Reader) (Manifest, bool, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var e *Entry
	for row := 0; ; {
		t, err := d.RawToken()
		var syntax *xml.SyntaxError
		switch {
		case errors.As(err, &syntax):
			if e != nil {
				m.add(*e)
			}
			m.problem("malformed", fmt.Sprintf("XML that is broken or cut at line %d", syntax.Line))
			return m, true, nil
		case err != nil:
			if e != nil {
				m.add(*e)
				m.problem("malformed", "XML that is cut")
			}
			return m, true, readError(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "Document" {
				row++
				e = &Entry{Row: row, ID: attr(t, "DocID"), Size: -1}
			} else if e != nil {
				e.element(t)
			}
		case xml.EndElement:
			if t.Name.Local == "Document" && e != nil {
				if !m.add(*e) {
					return m, true, nil
				}
				e = nil
			}
		}
	}
}

// element takes what an element of a document says.
func (e *Entry) element(t xml.StartElement) {
	switch t.Name.Local {
	case "Tag":
		value := strings.TrimSpace(attr(t, "TagValue"))
		switch heads[plainName(attr(t, "TagName"))] {
		case messageID:
			e.MessageID = value
		case subject:
			e.Subject, e.Untitled = value, value == ""
		case failure:
			if fails(value) {
				e.Error, e.Reason = true, value
			}
		}
	case "ExternalFile":
		if e.Path != "" {
			return // the first file is the item itself
		}
		e.Path = strings.TrimPrefix(strings.ReplaceAll(attr(t, "FilePath")+"/"+attr(t, "FileName"), `\`, "/"), "/")
		e.Path = strings.ReplaceAll(e.Path, "//", "/")
		e.Hash = strings.ToLower(attr(t, "Hash"))
		if n, err := strconv.ParseInt(attr(t, "FileSize"), 10, 64); err == nil && n >= 0 {
			e.Size = n
		}
	}
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
