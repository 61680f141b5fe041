package pdf

import (
	"bytes"
	"slices"
)

// minImage is the width and height from which an image can show text.
const minImage = 16

// draw draws the XObject of that name.
func (it *interpreter) draw(name string) {
	v := it.dict(it.resources.get("XObject")).get(name)
	s := it.stream(v)
	if s == nil {
		r, _ := v.(ref)
		it.noteAt(lostForm, int(r))
		return
	}
	switch it.file.name(s.get("Subtype")) {
	case "Image":
		if it.int(s.get("Width"), 0) >= minImage && it.int(s.get("Height"), 0) >= minImage {
			r, _ := v.(ref)
			it.picture(r, s)
		}
	case "Form":
		r, _ := v.(ref)
		it.drawForm(r, s, unit)
	}
}

// drawForm draws the form XObject s, which is object r, after mapping it by m.
func (it *interpreter) drawForm(r ref, s *stream, m matrix) {
	if len(it.active) >= maxFormDepth || r > 0 && slices.Contains(it.active, r) {
		it.note(deepForms)
		return
	}
	if it.drawnForm++; it.drawnForm > maxForms {
		it.note(manyForms)
		return
	}
	form := it.form(r, s)
	if form.quiet {
		return
	}
	outer := *it
	before := it.shows
	it.ctm = it.matrixOf(s.get("Matrix")).times(m).times(it.ctm)
	if d := it.dict(s.get("Resources")); d != nil {
		it.resources = &resources{dict: d}
	}
	it.active = append(it.active, r)
	it.saved, it.overflow, it.operands, it.marks = nil, 0, nil, nil
	it.run(form.data, s.num)
	for len(it.marks) > 0 {
		it.unmark()
	}
	form.quiet = it.shows == before
	shows := it.shows
	*it = outer
	it.shows = shows
}

// form returns the decoded content of form XObject s, which is object r.
func (it *interpreter) form(r ref, s *stream) *drawnForm {
	if form, ok := it.kept[r]; ok && r > 0 {
		return form
	}
	form := &drawnForm{data: it.decode(s)}
	if it.keptBytes += len(form.data) + 64; it.keptBytes > maxKeptStreams || it.kept == nil {
		it.kept = map[ref]*drawnForm{}
		it.keptBytes = len(form.data)
	}
	it.kept[r] = form
	return form
}

// inlineImage passes over the image between "BI" and "EI".
func (it *interpreter) inlineImage(l *lexer) {
	p := parser{lexer: *l, f: it.file, plain: true}
	var d dict
	for {
		t := p.next()
		if t.kind == endToken || t.kind == keywordToken && (string(t.s) == "ID" || string(t.s) == "EI") {
			break
		}
		if t.kind != nameToken {
			continue
		}
		key := string(t.s)
		d = append(d, entry{key, p.value()})
	}
	d = d.sorted()
	l.i = p.i + imageEnd(l.b[min(len(l.b), p.i):], it.imageSize(d))
	if it.int(either(d, "Width", "W"), 0) >= minImage && it.int(either(d, "Height", "H"), 0) >= minImage {
		from := min(len(l.b), p.i+1)
		it.picture(0, &stream{dict: d, raw: l.b[from:max(from, l.i-len("EI"))], plain: true})
	}
}

// picture notes that image s, which is object r, is shown.
func (it *interpreter) picture(r ref, s *stream) {
	it.images++
	it.shows++
	if len(it.drawings) >= maxDrawings {
		it.note(manyDrawings)
		return
	}
	it.drawings = append(it.drawings, newDrawing(r, s, it.ctm, len(it.words)))
}

// imageSize returns how many bytes an inline image has that is not coded; 0 if
// that is not known.
func (it *interpreter) imageSize(d dict) int {
	w, h := it.int(either(d, "Width", "W"), 0), it.int(either(d, "Height", "H"), 0)
	bits, colors := it.int(either(d, "BitsPerComponent", "BPC"), 8), 0
	switch it.file.name(either(d, "ColorSpace", "CS")) {
	case "G", "DeviceGray", "CalGray":
		colors = 1
	case "RGB", "DeviceRGB", "CalRGB":
		colors = 3
	case "CMYK", "DeviceCMYK":
		colors = 4
	}
	if mask, _ := either(d, "ImageMask", "IM").(bool); mask {
		bits, colors = 1, 1
	}
	const most = 1 << 20
	if either(d, "Filter", "F") != nil || w < 0 || h < 0 || w > most || h > most || bits < 1 || bits > 16 {
		return 0
	}
	return (w*bits*colors + 7) / 8 * h
}

// imageEnd returns the length of the image data at the start of b with its
// "EI". It has at least size bytes.
func imageEnd(b []byte, size int) int {
	if size+3 < len(b) && size > 0 {
		if i := bytes.Index(b[size:min(len(b), size+8)], []byte("EI")); i >= 0 {
			return size + i + 2
		}
	}
	for i := 0; ; {
		n := bytes.Index(b[i:], []byte("EI"))
		if n < 0 {
			return len(b)
		}
		i += n + 2
		if i > 2 && class[b[i-3]] != blank && b[i-3] != '>' {
			continue
		}
		if i == len(b) || class[b[i]] == blank && looksLikeCode(b[i:min(len(b), i+20)]) {
			return i
		}
	}
}

// looksLikeCode reports whether b can be drawing instructions.
func looksLikeCode(b []byte) bool {
	for _, c := range b {
		if c >= 0x7F || c < ' ' && class[c] != blank || c == 0 {
			return false
		}
	}
	return true
}
