package pdf

import (
	"exposed/scanner/document"
)

// embedded takes the files of the tree of names v (ISO 32000-1, 7.11.4).
func (h *headWriter) embedded(v any, depth int) {
	if v == nil || !h.enter(v, depth) {
		return
	}
	d := h.dict(v)
	names := h.array(d.get("Names"))
	for i := 1; i < len(names); i += 2 {
		h.attach(names[i], 0)
	}
	for _, kid := range h.array(d.get("Kids")) {
		h.embedded(kid, depth+1)
	}
}

// attach takes the embedded file of the file specification v, once. Page shows
// it; 0: none.
func (w *writer) attach(v any, page int) {
	spec := w.dict(v)
	ef := w.dict(spec.get("EF"))
	for _, key := range [...]string{"UF", "F", "Unix", "Mac", "DOS"} {
		r, isRef := ef.get(key).(ref)
		s := w.stream(ef.get(key))
		if s == nil || isRef && w.attached[r] {
			continue
		}
		if w.attached == nil {
			w.attached = map[ref]bool{}
		}
		w.attached[r] = true
		w.takeFile(spec, s, page)
		return
	}
}

// takeFile takes the embedded file s of a file specification.
func (w *writer) takeFile(spec dict, s *stream, page int) {
	if len(w.files) >= maxFiles {
		w.note(manyFiles)
		return
	}
	if w.crypt != nil && w.crypt.filesLocked {
		w.note(lockedFiles)
		return
	}
	f := document.File{Type: w.name(s.get("Subtype")), Page: page}
	for _, key := range [...]string{"UF", "F", "Unix", "Mac", "DOS"} {
		if f.Name = textString([]byte(w.file.text(spec.get(key)))); f.Name != "" {
			break
		}
	}
	var ok bool
	if f.Data, ok = w.fileData(s); ok {
		w.files = append(w.files, f)
	}
}

// fileData returns the bytes of embedded file s. It reports false if none of
// them can be had.
func (w *writer) fileData(s *stream) ([]byte, bool) {
	data := s.raw
	names, parms := w.filters(s.dict)
	if w.crypt != nil && !s.plain {
		data = w.crypt.decryptFile(data, s, names, w.file)
	}
	for i, n := range names[:min(len(names), maxFilters)] {
		var parm dict
		if i < len(parms) {
			parm = w.dict(parms[i])
		}
		limit := min(maxFile, maxFileBytes-w.fileBytes)
		if limit <= 0 {
			w.note(muchFiles)
			return nil, false
		}
		out, ok := w.filter(n, data, parm, limit)
		if !ok && n != "DCTDecode" && n != "DCT" && n != "JPXDecode" { // these are files as they stand
			w.note(badFile)
			return nil, false
		} else if !ok {
			break
		}
		if len(out) >= limit {
			out = out[:limit]
			w.note(muchFiles)
		}
		w.fileBytes += len(out)
		data = out
	}
	return data, true
}
